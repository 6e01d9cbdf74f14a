import type { Requester } from '../cluster.ts';
import { ApiError } from '../access/rest.ts';
import { asMap } from '../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../src/manifests/yaml/parse.ts';
import type { KindSchema } from '../../../src/schema/schema.ts';
import { validateObject } from '../../../src/schema/validate/validateObject.ts';

/** What is wrong with a document; nothing where it is good. */
export type Verdict = readonly string[];

/** Sluice's verdict, CEL rules included. */
export function ownVerdict(text: string, kind: KindSchema): Verdict {
  const { root, problems } = parseYaml(text);
  const map = asMap(root);
  if (map === undefined) return ['no map', ...problems.map(({ message }) => message)];
  return validateObject(map, kind, { mode: 'object' }).map(({ code, message }) => `${code}: ${message}`);
}

/** The API server's: what it says to creating the object, and to applying it on the server's side. */
export interface ServerVerdict {
  readonly create: Verdict;
  readonly apply: Verdict;
  /** Whether the answer depends on other objects of the cluster, so that a document alone cannot tell. */
  readonly depends: boolean;
}

/** Asks the API server in a dry run with strict field validation. `collection` is the REST path of the kind's objects. */
export async function serverVerdict(
  request: Requester,
  collection: string,
  name: string,
  text: string,
): Promise<ServerVerdict> {
  const query = 'dryRun=All&fieldValidation=Strict';
  const create = await ask(() => request('POST', `${collection}?${query}`, text, { contentType: 'application/yaml' }));
  const path = `${collection}/${encodeURIComponent(name)}?${query}&fieldManager=oracle&force=true`;
  const apply =
    name === '' || name.length > 253
      ? create
      : await ask(() => request('PATCH', path, text, { contentType: 'application/apply-patch+yaml' }));
  return { create: create.verdict, apply: apply.verdict, depends: create.depends || apply.depends };
}

async function ask(send: () => Promise<unknown>): Promise<{ verdict: Verdict; depends: boolean }> {
  try {
    await send();
    return { verdict: [], depends: false };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { verdict: [`${error.status} ${error.message}`], depends: error.status === 403 || error.status === 409 };
  }
}

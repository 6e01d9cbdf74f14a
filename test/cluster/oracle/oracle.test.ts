import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseObjects, untilEstablished } from '../access/resources.ts';
import type { KubernetesResource } from '../cluster.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { catalogueCrds } from './catalogueCrds.ts';
import { classOf, describeDisagreement, type Disagreement } from './differences.ts';
import { makeDocuments, type OracleDocument } from './documents.ts';
import { ownVerdict, serverVerdict, type ServerVerdict, type Verdict } from './verdict.ts';

const access = sharedAccess();
/** Each makes about 760 documents. */
const rounds = 6;
const atOnce = 8;
const sampleCrd = readFileSync(new URL('sampleCrd.yaml', import.meta.url), 'utf8');
const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** Pods of this one can be created; no other has been made for them. */
const serviceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'oracle', namespace: 'default' } };

interface Judged {
  readonly document: OracleDocument;
  readonly own: Verdict;
  readonly server: ServerVerdict;
}

let judged: readonly Judged[] = [];
/** The CRDs that are there for this test. */
let added: readonly string[] = [];

beforeAll(async () => {
  const { items } = await access.request<{ items: KubernetesResource[] }>('GET', crds);
  const present = new Set(items.map(nameOf));
  const missing = [...parseObjects(sampleCrd), ...catalogueCrds()].filter((crd) => !present.has(nameOf(crd)));
  added = missing.map(nameOf);
  await access.apply([...missing, serviceAccount]);
  await untilEstablished(added, access.request, AbortSignal.timeout(30_000));
  const documents = await makeDocuments(access, rounds);
  judged = await inParallel(documents, async (document) => ({
    document,
    own: ownVerdict(document.text, document.kind),
    server: await serverVerdict(access.request, document.collection, document.name, document.text),
  }));
});

afterAll(async () => {
  for (const name of added) await access.request('DELETE', `${crds}/${name}`);
  await access.request('DELETE', await access.pathOf(serviceAccount));
});

describe('the schema verdict', () => {
  it('is asked about every kind of Flux and Flux Operator', () => {
    const asked = new Set(judged.map(({ document }) => document.kind.kind));
    expect(
      catalogueCrds()
        .map(kindOf)
        .filter((kind) => !asked.has(kind)),
    ).toEqual([]);
  });

  it('is asked about enough documents, good and bad', () => {
    const answers = counted();
    expect(answers.length).toBeGreaterThan(2_000);
    expect(answers.filter(isGood).length).toBeGreaterThan(500);
    expect(answers.filter((one) => !isGood(one)).length).toBeGreaterThan(1_000);
  });

  it('calls every seed good, as the API server does', () => {
    const seeds = judged.filter(({ document }) => document.mutation === 'as it is');
    expect(
      seeds.filter((seed) => seed.own.length > 0 || !isGood(seed) || seed.server.depends).map(describeDisagreement),
    ).toEqual([]);
  });

  it('is that of the API server for at least 99.5 % of the documents', () => {
    const answers = counted();
    const agreed = answers.length - answers.filter(disagrees).length;
    expect(agreed / answers.length).toBeGreaterThanOrEqual(0.995);
  });

  it('differs only for reasons that are known', () => {
    const unknown = counted().filter((one) => disagrees(one) && classOf(one) === undefined);
    expect(unknown.map(describeDisagreement)).toEqual([]);
  });

  it('calls no document wrong that the API server takes', () => {
    const wronged = counted().filter((one) => isGood(one) && one.own.length > 0);
    expect(wronged.map(describeDisagreement)).toEqual([]);
  });

  it.each([
    'unknown-field',
    'missing-field',
    'wrong-type',
    'not-allowed',
    'pattern',
    'format',
    'out-of-range',
    'size',
    'no-alternative',
    'duplicate-key',
    'duplicate-item',
    'metadata',
    'rule',
  ])('was put to the test with %s', (code) => {
    expect(judged.filter(({ own }) => own.some((finding) => finding.startsWith(`${code}: `))).length).toBeGreaterThan(
      5,
    );
  });
});

function kindOf({ spec }: KubernetesResource): string {
  return (spec as { names: { kind: string } }).names.kind;
}

function nameOf({ metadata }: KubernetesResource): string {
  return metadata.name;
}

/** The documents whose fate does not depend on other objects of the cluster. */
function counted(): Judged[] {
  return judged.filter(({ server }) => !server.depends);
}

/** Whether the API server takes the document in both ways: by create, and by server-side apply, as Flux does. */
function isGood({ server }: Pick<Disagreement, 'server'>): boolean {
  return server.create.length === 0 && server.apply.length === 0;
}

function disagrees(one: Judged): boolean {
  return isGood(one) !== (one.own.length === 0);
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

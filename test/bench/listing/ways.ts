/** Ways of listing a kind, beside each other: that of src/cluster/watch/listWatch.ts and those it could have been. */
import type { Transport } from '../../../src/cluster/api/api.ts';
import type { FluxObject, JsonObject } from '../../../src/flux/object.ts';
import type { ServedKind } from '../../../src/flux/snapshot.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import { resourcePath } from '../../../src/cluster/watch/discovery.ts';
import { listKind } from '../../../src/cluster/watch/listWatch.ts';

export const ways = {
  whole: 'the whole list at once',
  pages: 'pages of 500',
  stream: 'a streaming list',
} as const;
export type Way = keyof typeof ways;

type Lister = (transport: Transport, served: ServedKind, signal: AbortSignal) => Promise<readonly FluxObject[]>;

export const listers: Readonly<Record<Way, Lister>> = { whole, pages, stream };

async function whole(transport: Transport, served: ServedKind, signal: AbortSignal): Promise<readonly FluxObject[]> {
  return (await listKind({ transport, served, namespace: undefined }, '0', signal)).objects;
}

/** A limit takes the list from etcd, unless the API server can tell that its memory is current. */
async function pages(transport: Transport, served: ServedKind, signal: AbortSignal): Promise<readonly FluxObject[]> {
  const objects: FluxObject[] = [];
  let next = '';
  do {
    const query = { limit: '500', ...(next === '' ? {} : { continue: next }) };
    const page = await transport.request<ListPage>({ path: resourcePath(served, undefined), query }, signal);
    objects.push(...page.items.map((item) => trimObject(item, served)));
    next = page.metadata.continue ?? '';
  } while (next !== '');
  return objects;
}

/** A watch that begins with all objects; a bookmark with an annotation tells that they are complete (KEP 3157). */
async function stream(transport: Transport, served: ServedKind, signal: AbortSignal): Promise<readonly FluxObject[]> {
  const query = {
    watch: 'true',
    sendInitialEvents: 'true',
    resourceVersionMatch: 'NotOlderThan',
    allowWatchBookmarks: 'true',
  };
  const objects: FluxObject[] = [];
  for await (const { type, object } of transport.stream<InitialEvent>(
    { path: resourcePath(served, undefined), query },
    signal,
  )) {
    if (type === 'BOOKMARK') return objects;
    objects.push(trimObject(object, served));
  }
  throw new Error(`The stream of ${served.plural} ended before it was complete.`);
}

interface ListPage {
  readonly items: readonly JsonObject[];
  readonly metadata: { readonly continue?: string };
}

interface InitialEvent {
  readonly type: string;
  readonly object: JsonObject;
}

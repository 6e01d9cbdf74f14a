/**
 * Connects with the installed bundle and builds the tree's model, without an editor; prints a {@link HeadlessResult}.
 * usage: node headless.ts CLUSTER_BUNDLE KUBECONFIG
 */
import { createRequire } from 'node:module';
import type * as clusterBundle from '../../../src/cluster/entry.ts';
import type { SnapshotChange } from '../../../src/cluster/watch/store.ts';
import { countsOf } from '../../../src/tree/counts.ts';
import { noFilter } from '../../../src/tree/filter.ts';
import { groupSummary } from '../../../src/tree/groupSummary.ts';
import { emptyTree, updateTree, type TreeModel } from '../../../src/tree/model.ts';

/** What was measured, and what the tree says of the objects. */
export interface HeadlessResult {
  /** Milliseconds from loading the bundle to the model with all objects. */
  readonly elapsed: number;
  readonly total: number;
  readonly failing: number;
  /** Of the first group, which is the one that VS Code shows without scrolling. */
  readonly firstGroup: { readonly total: number; readonly failing: number };
}

const [bundle = '', kubeconfig = ''] = process.argv.slice(2);
const begun = performance.now();
const { createSession } = createRequire(import.meta.url)(bundle) as typeof clusterBundle;
const session = createSession({
  settings: () => ({ kubeconfig, context: undefined, namespaces: [], mayUse: () => true }),
  env: {},
  home: '',
  logger: { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error },
});
let model: TreeModel = emptyTree;
session.onDidChange(({ snapshot, changes }: SnapshotChange) => {
  ({ model } = updateTree(model, { snapshot, changes, filter: noFilter, now: performance.now() }));
  if ([...snapshot.kinds.values()].every(({ state }) => state.phase === 'live')) finish();
});
session.start();

function finish(): void {
  const elapsed = performance.now() - begun;
  const { total, failing } = countsOf(model);
  const [group] = model.groups.values();
  if (group === undefined) throw new Error('The cluster serves no Flux kinds.');
  const summary = groupSummary(group);
  const firstGroup = { total: summary.total, failing: summary.count };
  console.log(JSON.stringify({ elapsed, total, failing, firstGroup } satisfies HeadlessResult));
  session.dispose();
}

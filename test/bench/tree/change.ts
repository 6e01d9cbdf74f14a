import { sleep } from '../../../src/base/wait.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { ProbedVsCode } from '../rig/openProbed.ts';
import type { Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { median, p95 } from '../statistics.ts';
import { watchMarks, type MarkedChange } from './marks.ts';
import { othersThan, patchStatus, shownObjects, type ObjectName } from './statusChange.ts';

const aloneCount = 25;
/** Long enough for what a change sets off (a row, group labels, the status bar) to be over. */
const aloneEveryMs = 1500;
const perSecond = 50;
const busySeconds = 20;
/** Of the changes under load, how many are of objects that are shown: each shown row changes every few seconds. */
const shownEvery = 5;

/**
 * From the moment at which the API server has answered a patch until the row of the object says so. Needs a tree that
 * shows rows, `vsCode` showing it.
 */
export async function changeRows(rig: Rig, cluster: Cluster, vsCode: ProbedVsCode): Promise<Row[]> {
  const marks = await watchMarks(vsCode.page);
  const shown = await shownObjects(vsCode.tree);
  if (shown.length < 10) throw new Error(`Only ${shown.length} rows of failing objects are shown.`);

  rig.say('tree: single changes');
  const alone: MarkedChange[] = [];
  for (let index = 0; index < aloneCount; index += 1) {
    alone.push(await patchStatus(cluster, pick(shown, index), nextMark(), rig.signal));
    await sleep(aloneEveryMs, rig.signal);
  }
  const single = await marks.delays(alone);

  rig.say(`tree: ${perSecond} changes a second`);
  const { changes, rate } = await changeConstantly(rig, cluster, shown);
  await sleep(aloneEveryMs, rig.signal);
  const busy = await marks.delays(changes);
  const limit = (atMost: number) => ({ of: 'value', atMost }) as const;
  return [
    rowOf({ name: 'tree: a change -> its row, alone', value: median(single), unit: 'ms', budget: limit(150) }),
    rowOf({ name: 'tree: a change -> its row, alone, p95', value: p95(single), unit: 'ms' }),
    rowOf({ name: 'tree: a change -> its row, busy, p95', value: p95(busy), unit: 'ms', budget: limit(400) }),
    rowOf({ name: 'tree: a change -> its row, busy, median', value: median(busy), unit: 'ms' }),
    rowOf({ name: 'tree: changes a second while busy', value: rate, unit: '/s' }),
  ];
}

/** Patches shown and other objects at a steady rate; resolves with the changes of those shown. */
async function changeConstantly(
  { signal }: Rig,
  cluster: Cluster,
  shown: readonly ObjectName[],
): Promise<{ changes: MarkedChange[]; rate: number }> {
  const others = othersThan(shown);
  const changes: MarkedChange[] = [];
  const pending: Promise<void>[] = [];
  const begun = performance.now();
  for (let index = 0; index < perSecond * busySeconds; index += 1) {
    await sleep(Math.max(0, begun + (index * 1000) / perSecond - performance.now()), signal);
    const isShown = index % shownEvery === 0;
    const object = isShown ? pick(shown, index / shownEvery) : pick(others, index);
    const answered = patchStatus(cluster, object, nextMark(), signal);
    pending.push(answered.then((change) => void (isShown && changes.push(change))));
  }
  await Promise.all(pending);
  return { changes, rate: (perSecond * busySeconds * 1000) / (performance.now() - begun) };
}

let lastMark = Date.now();

/** Higher than every mark before, in earlier runs too. */
function nextMark(): number {
  lastMark += 1;
  return lastMark;
}

function pick(objects: readonly ObjectName[], index: number): ObjectName {
  const object = objects[index % objects.length];
  if (object === undefined) throw new Error('There is no object to change.');
  return object;
}

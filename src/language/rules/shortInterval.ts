import { scalarAt } from '../../manifests/yaml/node.ts';
import { groupOf } from '../../flux/object.ts';
import { parseDuration } from '../../flux/duration.ts';
import { isFluxGroup } from '../../flux/kinds.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import type { Subject } from './subject.ts';

const shortest = 30_000;

const places = [
  ['spec', 'interval'],
  ['spec', 'chart', 'spec', 'interval'],
] as const;

/** Intervals that keep controllers, registries and the API server busy for nothing. */
export function shortIntervals({ object }: Subject): Finding[] {
  if (!isFluxGroup(groupOf(object.apiVersion))) return [];
  return places.flatMap((path) => {
    const scalar = scalarAt(object.node, path);
    const duration = typeof scalar?.value === 'string' ? parseDuration(scalar.value) : undefined;
    if (scalar === undefined || duration === undefined || duration >= shortest || duration < 0) return [];
    const message =
      `An interval of ${scalar.text} makes Flux fetch and apply all the time. ` +
      'Use 30s or more; a Receiver or "flux reconcile" brings changes at once.';
    return [{ code: 'short-interval', severity: severityOf('short-interval'), message, span: scalar.span }];
  });
}

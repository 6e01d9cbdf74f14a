import type { ObjectPrediction } from '../../../diff/terms/prediction.ts';
import { groupOf, parseKey } from '../../../flux/object.ts';
import type { Report, ReportedKustomization } from '../../../diff/report/report.ts';

/** All of a comparison, for programs: docs/diff.md describes it. `schema` rises when a field changes its meaning. */
export function formatDiffJson(report: Report, version: string): string {
  const { context, result, counts, assumptions, kustomizations } = report;
  const all = kustomizations.map(kustomizationJson);
  return `${JSON.stringify({ schema: 1, version, context, result, counts, assumptions, kustomizations: all }, null, 2)}\n`;
}

function kustomizationJson({ prediction, objects, assumptions }: ReportedKustomization): object {
  const { key, status, certainty, blockers, parent, effects = [] } = prediction;
  return {
    ...nameOf(key),
    status,
    certainty,
    ...(parent !== undefined && { parent: nameOf(parent) }),
    blockers,
    assumptions,
    effects,
    objects: objects.map(objectJson),
  };
}

function objectJson(object: ObjectPrediction): object {
  const {
    key,
    apiVersion,
    action,
    dangers,
    unknown,
    message,
    origin,
    isBlocked,
    isDeclaredOnly,
    isOlder,
    before,
    after,
  } = object;
  return {
    apiVersion,
    group: groupOf(apiVersion),
    kind: parseKey(key).kind,
    ...nameOf(key),
    action,
    dangers,
    ...(unknown !== undefined && { unknown }),
    ...(message !== undefined && { message }),
    ...(origin !== undefined && { origin }),
    isBlocked: isBlocked === true,
    isDeclaredOnly: isDeclaredOnly === true,
    ...(isOlder === true && { isOlder }),
    before: before ?? null,
    after: after ?? null,
  };
}

function nameOf(key: Parameters<typeof parseKey>[0]): { readonly namespace?: string; readonly name: string } {
  const { namespace, name } = parseKey(key);
  return { ...(namespace !== '' && { namespace }), name };
}

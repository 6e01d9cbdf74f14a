import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';

/** Longer release names are shortened with a hash. */
const longestName = 53;

/**
 * Why helm-controller would uninstall the release of a HelmRelease and install it anew, in words that follow "another";
 * undefined if it would not, or has installed nothing yet. `before` is the live object, with its status.
 *
 * Rules: helm-controller, internal/action/verify.go (ReleaseTargetChanged), api/v2 (GetReleaseName and others).
 */
export function reinstalledBy(before: JsonObject, after: JsonObject): string | undefined {
  const installed = asText(valueAt(before, 'status', 'storageNamespace'));
  const [current] = asObjects(valueAt(before, 'status', 'history'));
  if (installed === undefined || current === undefined) return undefined;
  const [was, is] = [targetOf(before), targetOf(after)];
  if (is.storage !== installed) return 'storageNamespace';
  if (is.namespace !== current['namespace']) return 'targetNamespace';
  // Of shortened names only that they differ is known.
  if (is.name.length > longestName ? is.name !== was.name : is.name !== current['name']) return 'releaseName';
  const strategy = asText(valueAt(after, 'spec', 'upgrade', 'chartNameChangeStrategy')) ?? 'Reinstall';
  if (strategy !== 'Reinstall' || was.chart === undefined || is.chart === undefined) return undefined;
  return is.chart === was.chart ? undefined : 'chart name';
}

interface Target {
  readonly storage: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly chart: string | undefined;
}

function targetOf(release: JsonObject): Target {
  const spec = asObject(release['spec']) ?? {};
  const own = asText(valueAt(release, 'metadata', 'namespace'));
  const target = asText(spec['targetNamespace']);
  const name = asText(valueAt(release, 'metadata', 'name')) ?? '';
  return {
    storage: asText(spec['storageNamespace']) ?? own,
    namespace: target ?? own,
    name: asText(spec['releaseName']) ?? (target === undefined ? name : `${target}-${name}`),
    chart: chartNameOf(spec),
  };
}

/** The chart's own name: that in a HelmRepository, or by custom the folder of a chart in files. */
function chartNameOf(spec: JsonObject): string | undefined {
  const chart = asText(valueAt(spec, 'chart', 'spec', 'chart'));
  return chart
    ?.split('/')
    .filter((part) => part !== '' && part !== '.')
    .at(-1);
}

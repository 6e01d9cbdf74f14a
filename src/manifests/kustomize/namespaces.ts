import type { FluxKustomizationSummary, KustomizationSummary } from '../workspace/fileSummary.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { buildsOf, type Build } from './builds.ts';
import { effectiveKustomization } from './effectiveFlux.ts';
import { componentsOf } from './kustomizations.ts';

/**
 * The namespaces that a namespaced object of a file gets, one per way in which it is built, each once. Undefined stands
 * for one that cannot be told: none is given, or a variable gives it. Kustomize's `namespace:` overrides what is written,
 * outer kustomizations override inner ones, and spec.targetNamespace is as the outermost kustomization's.
 */
export function effectiveNamespaces(
  workspace: Workspace,
  object: { readonly path: string; readonly namespace: string | undefined },
): readonly (string | undefined)[] {
  const builds = buildsOf(workspace, object.path);
  if (builds.length === 0) return [known(object.namespace)];
  return [...new Set(builds.map((build) => namespaceIn(workspace, build, object.namespace)))];
}

/** The namespace that an object gets in one build; undefined where it cannot be told. */
export function namespaceIn(workspace: Workspace, build: Build, written: string | undefined): string | undefined {
  const given = build.steps
    .map((step) => namespaceOf(workspace, step))
    .findLast((namespace) => namespace !== undefined);
  return known(appliedAs(workspace, build)?.targetNamespace?.text ?? given ?? written);
}

function namespaceOf(workspace: Workspace, kustomization: KustomizationSummary): string | undefined {
  if (kustomization.namespace !== undefined) return kustomization.namespace.text;
  return componentsOf(workspace, kustomization).findLast(({ namespace }) => namespace !== undefined)?.namespace?.text;
}

function appliedAs(workspace: Workspace, { applier }: Build): FluxKustomizationSummary | undefined {
  return applier === undefined ? undefined : effectiveKustomization(workspace, applier);
}

/** Variables stand for what only a build tells; so does an empty text. */
function known(namespace: string | undefined): string | undefined {
  return namespace === undefined || namespace === '' || namespace.includes('${') || namespace.includes('<<')
    ? undefined
    : namespace;
}

/** What kustomizations put around the names of a file's objects, one per way in which it is built, each once. */
export function nameAffixes(
  workspace: Workspace,
  path: string,
): readonly { readonly prefix: string; readonly suffix: string }[] {
  const all = buildsOf(workspace, path).map((build) => {
    const flux = appliedAs(workspace, build);
    const around = [...build.steps, ...(flux === undefined ? [] : [flux])];
    return {
      prefix: around.reduce((prefix, step) => step.namePrefix + prefix, ''),
      suffix: around.reduce((suffix, step) => suffix + step.nameSuffix, ''),
    };
  });
  return [...new Map(all.map((affix) => [`${affix.prefix}\n${affix.suffix}`, affix])).values()];
}

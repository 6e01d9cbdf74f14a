import { kinds } from '../../flux/kinds.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import type { Automation } from '../applications/holding.ts';
import type { Tree } from '../applications/tree.ts';
import { itemsAt, placedAt, textAt, type Placed } from '../applications/placed.ts';
import { substituted } from '../applications/variables.ts';

/** Whether something is so; `maybe` where nothing here tells. */
type Answer = 'yes' | 'maybe' | 'no';

/**
 * Whether an ImageUpdateAutomation overwrites a line of `file` that carries the marker of a policy. It takes the
 * ImagePolicies of its own namespace that its selector fits (image-automation-controller,
 * internal/controller/imageupdateautomation_controller.go), and writes below `spec.update.path` of its source.
 */
export function overwrites(automation: Automation, file: string, policy: string): Answer {
  const [namespace = '', name = ''] = policy.split(':');
  return all([
    runs(automation),
    covers(text(automation, 'spec', 'update', 'path'), file),
    isIn(automation, namespace),
    selects(automation, name),
    writesHere(automation),
  ]);
}

function all(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

function text({ value, variables }: Automation, ...field: readonly string[]): string | undefined {
  const found = textAt(value, ...field);
  return found === undefined ? undefined : substituted(found, variables).text;
}

function runs(automation: Automation): Answer {
  const suspended = text(automation, 'spec', 'suspend');
  if (suspended === 'true') return 'no';
  return automation.stage === undefined || suspended?.includes('${') === true ? 'maybe' : 'yes';
}

/** Without a path it is all of the repository. */
function covers(path: string | undefined, file: string): Answer {
  if (path?.includes('${') === true) return 'maybe';
  const folder = (path ?? './').replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  return folder === '' || folder === '.' || file === folder || file.startsWith(`${folder}/`) ? 'yes' : 'no';
}

function isIn({ tree, path, value }: Automation, namespace: string): Answer {
  const written = textAt(value, 'metadata', 'namespace');
  const all = effectiveNamespaces(tree.workspace, { path: `/${path}`, namespace: written });
  return all.includes(namespace) ? 'yes' : all.includes(undefined) ? 'maybe' : 'no';
}

/** Whether the selector fits one of the policies of a name that are declared beside it; without one all do. */
function selects({ tree, value }: Automation, name: string): Answer {
  const selector = placedAt(value, 'spec', 'policySelector');
  if (selector === undefined) return 'yes';
  const answers = declaredObjects(tree.workspace, kinds.imagePolicy, name).map((one) => fits(tree, selector, one));
  return answers.includes('yes') ? 'yes' : answers.length === 0 || answers.includes('maybe') ? 'maybe' : 'no';
}

function fits(tree: Tree, selector: Placed, { path, labels = {} }: DeclaredObject): Answer {
  if (mayBeLabelled(tree, path)) return 'maybe';
  const wanted = placedAt(selector, 'matchLabels');
  const asked = wanted?.type === 'map' ? [...wanted.entries.keys()] : [];
  if (!asked.every((key) => labels[key] === textAt(wanted, key))) return 'no';
  return itemsAt(selector, 'matchExpressions').length > 0 ? 'maybe' : 'yes';
}

/** Whether what builds a file may put labels on its objects. */
function mayBeLabelled({ files, workspace }: Tree, path: string): boolean {
  return buildsOf(workspace, path).some(({ steps, applier }) =>
    [...steps.map((step) => step.path), ...(applier === undefined ? [] : [applier.path])].some((by) =>
      /labels|commonMetadata|patches|components/i.test(files.get(by.slice(1)) ?? ''),
    ),
  );
}

const ownSources = new WeakMap<Workspace, ReadonlySet<string>>();

/** Whether its source is one from which a Kustomization of this repository takes what stands here. */
function writesHere({ tree: { workspace }, value }: Automation): Answer {
  const known = ownSources.get(workspace) ?? findSources(workspace);
  ownSources.set(workspace, known);
  const source = textAt(value, 'spec', 'sourceRef', 'name');
  return source !== undefined && known.has(source) ? 'yes' : 'maybe';
}

function findSources(workspace: Workspace): ReadonlySet<string> {
  const names = declaredObjects(workspace, kinds.kustomization).flatMap((one) => {
    const source = one.fluxKustomization?.source;
    return source?.kind === 'GitRepository' && takesFromHere(workspace, one) ? [source.name] : [];
  });
  return new Set(['flux-system', ...names]);
}

import { scalarAt } from '../../manifests/yaml/node.ts';
import { kindSchema } from '../../schema/schemaSet.ts';
import { kindName } from '../../flux/object.ts';
import type { Build } from '../../manifests/kustomize/builds.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import { namespaceIn } from '../../manifests/kustomize/namespaces.ts';
import { sureAppliers, takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import type { DeclaredObject, KustomizationSummary } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';

/** Pairs of builds that are compared for one object; a component of a hundred kustomizations has more. */
const mostPairs = 2_000;
/** To look at another object of the same name costs as much as so many pairs. */
const pairsPerObject = 20;

/** One object of one file, built in one way. */
interface Built {
  readonly object: DeclaredObject;
  readonly build: Build;
}

/**
 * Objects that come together in one build, which kustomize refuses ("already registered id"), and objects that two Flux
 * Kustomizations of one cluster apply, which undo each other's changes. What cannot be told for sure is passed over:
 * names with variables, objects that patches rename or delete, namespaces that are not known.
 */
export function sameObjectTwice({ object, file, document, context }: Subject): Finding[] {
  const { workspace, schemas } = context;
  const name = scalarAt(object.node, ['metadata', 'name']);
  if (object.name === undefined || name === undefined || isOpaque(object.name) || isOpaque(object.namespace ?? ''))
    return [];
  const kind = kindSchema(schemas, object.apiVersion, object.kind);
  if (kind === undefined) return [];
  const all = declaredObjects(workspace, object.kindId, object.name);
  const start = document.start + name.span.start;
  const own = all.find(({ path, nameSpan }) => path === file.path && nameSpan.start === start);
  if (own === undefined || isChanged(workspace, own)) return [];
  const builds = builtOf(workspace, own);
  if (builds.length === 0) return [];
  let pairs = 0;
  for (const other of all) {
    pairs += pairsPerObject;
    if (pairs > mostPairs) return [];
    if (other !== own && isChanged(workspace, other)) continue;
    for (const theirs of builtOf(workspace, other)) {
      for (const ours of builds) {
        if (++pairs > mostPairs) return [];
        const found = compare(workspace, ours, theirs, kind.namespaced);
        if (found !== undefined) return [{ ...found, span: name.span }];
      }
    }
  }
  return [];
}

function builtOf(workspace: Workspace, object: DeclaredObject): Built[] {
  const builds = buildsOf(workspace, object.path);
  return builds
    .filter(({ applier }) => applier === undefined || takesFromHere(workspace, applier))
    .map((build) => ({ object, build }));
}

/** Whether patches give the object another identity, or delete it. */
function isChanged(workspace: Workspace, object: DeclaredObject): boolean {
  const supplied = suppliedFields(workspace, object.path, object);
  return ['$patch', 'metadata/namespace', 'kind'].some((path) => supplied.has(path.split('/')));
}

function compare(
  workspace: Workspace,
  ours: Built,
  theirs: Built,
  namespaced: boolean,
): Omit<Finding, 'span'> | undefined {
  const [one, other] = [ours.build.applier, theirs.build.applier];
  const shared = sharedSteps(ours.build.steps, theirs.build.steps);
  const isOther = ours.object !== theirs.object;
  // One object that takes the same steps is built once by each that applies the last of them.
  const differs = isOther || ours.build.steps.length + theirs.build.steps.length > 2 * shared.length;
  const together = shared.length > 0 ? differs : isOther && one !== undefined && one === other;
  const [mine, its] = [ours, theirs].map((built) => before(workspace, built, together ? shared.length : 0));
  if (mine === undefined || its === undefined || !isSame(mine, its, namespaced)) return undefined;
  if (together) {
    return ours.object.apiVersion === theirs.object.apiVersion ? duplicate(ours, theirs, shared[0]) : undefined;
  }
  if (one === undefined || other === undefined || one === other) return undefined;
  if (namespaced && mine.namespace === undefined) return undefined;
  // One file by two sources is a mirror's, or another revision's: which of them has it, and as what, is not to be seen.
  if (!isOther && !sameSource(one, other)) return undefined;
  return sameCluster(workspace, one, other) ? appliedTwice(ours, theirs, one, other) : undefined;
}

/** The kustomizations that both ways have in common at their ends, the innermost first. */
function sharedSteps(
  one: readonly KustomizationSummary[],
  other: readonly KustomizationSummary[],
): readonly KustomizationSummary[] {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count++;
  return one.slice(one.length - count);
}

/** What an object has become before the last `shared` steps of its way, or at its end where there are none. */
interface Become {
  /** Undefined where only a build tells it. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly affixes: string;
  /** Whether something on the way changes objects in ways that are not followed. */
  readonly changed: boolean;
}

function before(workspace: Workspace, { object, build }: Built, shared: number): Become {
  const steps = build.steps.slice(0, build.steps.length - shared);
  const applier = shared > 0 ? undefined : build.applier;
  const named = [...steps, ...(applier?.fluxKustomization === undefined ? [] : [applier.fluxKustomization])];
  // Kustomize's `namespace:` is the name of each Namespace that it meets (kustomize, builtinpluginconsts/namespace.go).
  const isNamespace = object.kindId === '/Namespace';
  return {
    name: isNamespace ? namespaceIn(workspace, { steps, applier }, object.name) : object.name,
    namespace: namespaceIn(workspace, { steps, applier }, object.namespace),
    affixes: named
      .map(({ namePrefix, nameSuffix }) => `${namePrefix}|${nameSuffix}`)
      .filter((affix) => affix !== '|')
      .join(' '),
    changed: steps.some(({ transforms }) => transforms),
  };
}

function isSame(one: Become, other: Become, namespaced: boolean): boolean {
  if (one.changed || other.changed || one.affixes !== other.affixes) return false;
  if (one.name === undefined || one.name !== other.name) return false;
  return !namespaced || one.namespace === other.namespace;
}

function appliedTwice(ours: Built, theirs: Built, one: DeclaredObject, other: DeclaredObject): Omit<Finding, 'span'> {
  const message =
    `Kustomizations ${one.name} and ${other.name} both apply this ${kindName(ours.object.kindId)} "${ours.object.name}": they undo each other's changes, ` +
    'and when one stops to declare it, it is gone for both. Let one of them apply it.';
  const related = [placeOf(theirs.object, `Kustomization ${other.name} applies it from here.`)];
  return { code: 'applied-twice', severity: severityOf('applied-twice'), message, related };
}

function duplicate(ours: Built, theirs: Built, meeting: KustomizationSummary | undefined): Omit<Finding, 'span'> {
  const where = meeting === undefined ? `Kustomization ${ours.build.applier?.name ?? ''}` : lastParts(meeting.path);
  const message =
    `${kindName(ours.object.kindId)} "${ours.object.name}" comes twice into the build of ${where}, which fails on it ("already registered id"). ` +
    'Include it once, or patch what is there.';
  const related = [placeOf(theirs.object, 'The other one is declared here.')];
  return { code: 'duplicate-object', severity: severityOf('duplicate-object'), message, related };
}

/** A file with its folder. */
function lastParts(path: string): string {
  return path.split('/').slice(-2).join('/');
}

/** Whether two Flux Kustomizations are sure to be in the same cluster: the same third one applies both, and neither names another cluster. */
function sameCluster(workspace: Workspace, one: DeclaredObject, other: DeclaredObject): boolean {
  if (
    one.name === other.name ||
    [one, other].some(({ references }) => references.some(({ path }) => path.includes('kubeConfig')))
  )
    return false;
  const ofOne = sureAppliers(workspace, one.path);
  return sureAppliers(workspace, other.path).some((parent) => ofOne.includes(parent));
}

function sameSource({ fluxKustomization: one }: DeclaredObject, { fluxKustomization: other }: DeclaredObject): boolean {
  return one?.source?.kind === other?.source?.kind && one?.source?.name === other?.source?.name;
}

function placeOf(
  { path, nameSpan }: DeclaredObject,
  message: string,
): { path: string; span: DeclaredObject['nameSpan']; message: string } {
  return { path, span: nameSpan, message };
}

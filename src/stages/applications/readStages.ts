import type { StageFiles, Version } from '../terms/application.ts';
import { nameWithoutStage } from '../terms/stageNames.ts';
import { automationsFor } from './automations.ts';
import type { HeldApplication, StageHolding } from './holding.ts';
import { partsOf, type Part } from './partition.ts';
import { reachedBy } from './reach.ts';
import { readTree, type Tree } from './tree.ts';
import { usersOf } from './users.ts';
import { versionsOf } from './versions.ts';
import type { VersionPoint } from './versionPoint.ts';

/**
 * What stages hold: the applications of each, matched by `key`. Trees whose files did not change are taken from `previous`.
 * Never throws: what cannot be read is no part of an application.
 */
export function readStages(
  stages: readonly StageFiles[],
  previous: readonly StageHolding[] = [],
): readonly StageHolding[] {
  const known = [...new Set(previous.map(({ tree }) => tree))];
  const read: { stage: StageFiles; tree: Tree; parts: readonly Part[] }[] = [];
  for (const stage of stages) {
    const before = previous.find((one) => one.stage.name === stage.stage.name)?.tree;
    const trees = [...read.map(({ tree }) => tree), ...(before === undefined ? [] : [before]), ...known];
    const tree = readTree(stage.files, trees);
    const parts = reachedBy(tree, stage.stage).flatMap((reached) => partsOf(reached, stage.stage.name));
    read.push({ stage, tree, parts });
  }
  const readersOfTree = readers(read);
  const isCommon = duplicateKeys(read.map(({ parts }) => parts));
  return read.map(({ stage, tree, parts }) => {
    const applications = distinct(parts, stage.stage.name, isCommon).map(([part, key]) =>
      heldApplication(part, key, { stage, readers: readersOfTree.get(tree) ?? new Map() }),
    );
    return {
      ...stage,
      tree,
      applications,
      readers: readersOfTree.get(tree) ?? new Map(),
      users: usersOf(applications),
      automations: automationsFor({ stage, tree, parts }, read),
    };
  });
}

type Readers = ReadonlyMap<string, readonly string[]>;

function readers(
  read: readonly { stage: StageFiles; tree: Tree; parts: readonly Part[] }[],
): ReadonlyMap<Tree, Readers> {
  const byTree = new Map<Tree, Map<string, string[]>>();
  for (const { stage, tree, parts } of read) {
    const map = byTree.get(tree) ?? new Map<string, string[]>();
    byTree.set(tree, map);
    const files = new Set<string>();
    for (const part of parts) {
      for (const file of filesOf(part)) files.add(file);
      for (const file of part.from.built.files) files.add(file);
    }
    for (const file of files) {
      const stages = map.get(file);
      if (stages === undefined) map.set(file, [stage.stage.name]);
      else stages.push(stage.stage.name);
    }
  }
  return byTree;
}

const filesOfParts = new WeakMap<Part, ReadonlySet<string>>();

/** The files that an application is read from. Of an overlay and a Flux Kustomization all that is built. */
function filesOf(part: Part): ReadonlySet<string> {
  const known = filesOfParts.get(part) ?? findFiles(part);
  filesOfParts.set(part, known);
  return known;
}

function findFiles({ kind, objects, from }: Part): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { built } of objects) {
    files.add(built.path);
    for (const { path } of built.patches) files.add(path);
    for (const { newTag, digest, newName } of built.images) {
      for (const scalar of [newTag, digest, newName]) if (scalar !== undefined) files.add(scalar.at.source.path);
    }
  }
  if (kind === 'kustomization' || kind === 'overlay') for (const file of from.built.files) files.add(file);
  for (const scalar of from.variables.given.values()) files.add(scalar.at.source.path);
  return files;
}

const partKey = ({ kind, key }: Part): string => `${kind} ${key}`;

/** Keys that some stage has more than once: there the namespace tells them apart, in all stages. */
function duplicateKeys(stages: readonly (readonly Part[])[]): ReadonlySet<string> {
  const twice = new Set<string>();
  for (const parts of stages) {
    const seen = new Set<string>();
    for (const part of parts) {
      if (seen.has(partKey(part))) twice.add(partKey(part));
      seen.add(partKey(part));
    }
  }
  return twice;
}

/** Parts with keys that are unique in the stage; those that not even the namespace tells apart are counted. */
function distinct(
  parts: readonly Part[],
  stage: string,
  isCommon: ReadonlySet<string>,
): readonly (readonly [Part, string])[] {
  const byKey = new Map<string, readonly [Part, string]>();
  for (const part of parts) {
    const namespace = part.namespace === undefined ? '' : `${nameWithoutStage(part.namespace, stage)}/`;
    const key = isCommon.has(partKey(part)) ? namespace + part.key : part.key;
    let unique = key;
    for (let count = 2; byKey.has(`${part.kind} ${unique}`); count += 1) unique = `${key} (${count})`;
    byKey.set(`${part.kind} ${unique}`, [part, unique]);
  }
  return [...byKey.values()];
}

function heldApplication(
  part: Part,
  key: string,
  { stage, readers: read }: { readonly stage: StageFiles; readonly readers: Readers },
): HeldApplication {
  const { kind, name, namespace, main, objects, remotes, from } = part;
  const files = [...filesOf(part)];
  const isOwn = (file: string) => (read.get(file)?.length ?? 0) <= 1;
  const own = files.filter(isOwn);
  const first = main ?? objects[0]?.built;
  const whole = from.built.kustomization ?? own[0] ?? files[0] ?? '';
  const overlay = from.built.kustomization;
  return {
    key,
    kind,
    name,
    namespace,
    stage: stage.stage.name,
    declared:
      main === undefined || first === undefined ? wholeFile(stage, whole) : { path: main.path, span: main.span },
    folder: overlay !== undefined && isOwn(overlay) ? from.folder : undefined,
    own,
    shared: files.filter((file) => !isOwn(file)),
    version: mainVersion(part),
    objects,
    remotes,
    overlay: overlay !== undefined && isOwn(overlay) ? overlay : undefined,
    doubts: from.built.doubts,
  };
}

function wholeFile({ files }: StageFiles, path: string): HeldApplication['declared'] {
  return { path, span: { start: 0, end: files.get(path)?.length ?? 0 } };
}

/** The chart's version, else that of the chart's source, else the first image's. */
function mainVersion({ kind, objects }: Part): Version | undefined {
  const points = objects.flatMap((object) => versionsOf(object));
  const wanted: readonly VersionPoint['of'][] =
    kind === 'helmRelease'
      ? ['chart', 'sourceRef', 'valuesImage']
      : ['kustomizeImage', 'manifestImage', 'resourceSetInput', 'variable', 'sourceRef'];
  for (const of of wanted) {
    const point = points.find((one) => one.of === of && one.part !== 'digest') ?? points.find((one) => one.of === of);
    if (point !== undefined) return { of, subject: point.subject, value: point.value, place: pointPlace(point) };
  }
  return undefined;
}

function pointPlace({ scalar }: VersionPoint): Version['place'] {
  const { source, node } = scalar.at;
  return { path: source.path, span: source.spanOf(node.span) };
}

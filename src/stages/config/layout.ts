import { stageRank } from '../terms/stageNames.ts';

/** Folders beside each other that are named as stages. */
export interface StageGroup {
  /** The folder that they lie in; `''` is the root. */
  readonly parent: string;
  /** In the order of stages. */
  readonly stages: readonly string[];
}

/** Folders that hold nothing that a cluster runs. */
const others: ReadonlySet<string> = new Set(
  '.github .git .gitlab .forgejo .vscode node_modules vendor testdata tests docs examples example hack scripts charts templates crds e2e archive _archive'.split(
    ' ',
  ),
);

/** Names of folders whose children are stages, whatever else lies beside them. */
const containers = /^(?:clusters?|environments?|envs?|overlays?|stages?|tenants?)$/i;

/** More folders than this are no repository for Flux. */
const mostFolders = 50_000;

/**
 * The groups of folders that are named as stages, the one that tells most first. In the path to a file only the outermost
 * folder that names a stage counts. Further groups count where all of their stages are known from the first.
 */
export function stageGroups(paths: Iterable<string>): readonly StageGroup[] {
  const children = new Map<string, Set<string>>();
  const isManifest = (path: string) => /\.ya?ml$/i.test(path);
  for (const path of paths) {
    if (!isManifest(path) || children.size > mostFolders) continue;
    const parts = path.split('/').slice(0, -1);
    if (parts.some((part) => others.has(part.toLowerCase()))) continue;
    for (let depth = 0; depth < parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      const name = parts[depth] ?? '';
      const known = children.get(parent);
      if (known === undefined) children.set(parent, new Set([name]));
      else known.add(name);
      if (stageRank(name) !== undefined) break;
    }
  }
  const groups = Array.from(children, ([parent, names]) => groupOf(parent, [...names])).filter(
    (one) => one !== undefined,
  );
  const [main] = [...groups].filter(({ isMain }) => isMain).sort((a, b) => b.weight - a.weight);
  if (main === undefined) return [];
  const ranks = new Set(main.stages.map(stageRank));
  const rest = groups.filter((one) => one !== main && one.stages.some((name) => ranks.has(stageRank(name))));
  return [main, ...rest.sort((a, b) => (a.parent < b.parent ? -1 : 1))];
}

interface Candidate extends StageGroup {
  /** Whether its stages may be the repository's. */
  readonly isMain: boolean;
  readonly weight: number;
}

function groupOf(parent: string, names: readonly string[]): Candidate | undefined {
  const ranked = names.flatMap((name) => {
    const rank = stageRank(name);
    return rank === undefined ? [] : [{ name, rank }];
  });
  if (ranked.length === 0) return undefined;
  const differing = new Set(ranked.map(({ rank }) => rank)).size;
  const last = parent.slice(parent.lastIndexOf('/') + 1);
  const isContainer = containers.test(last);
  const shared = names.filter((name) =>
    /^(?:base|common|shared|all|global|components?|default|update|automation)$/i.test(name),
  );
  const mostly = ranked.length * 2 >= names.length - shared.length;
  const stages = ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
  const weight =
    (/^clusters?$/i.test(last) ? 1000 : isContainer ? 500 : 0) + ranked.length * 10 - parent.split('/').length;
  return { parent, stages, isMain: differing > 1 && (isContainer || mostly), weight };
}

/**
 * The folders of a stage: in the main group its own, in others those of the same stage, whatever it is called there. Folders
 * that differ in one part alone, as those of many applications, are one with a star.
 */
export function pathsOf(stage: string, groups: readonly StageGroup[]): string[] {
  const rank = stageRank(stage);
  const [main] = groups;
  const own = (group: StageGroup): readonly string[] => {
    const named = group.stages.filter((name) => name === stage);
    const same = named.length > 0 ? named : group.stages.filter((name) => stageRank(name) === rank);
    // Where the main group tells several clusters of a stage apart, those of another name are not this one's.
    const isOthers = (name: string) => group !== main && name !== stage && main?.stages.includes(name) === true;
    return same
      .filter((name) => !isOthers(name))
      .map((name) => (group.parent === '' ? name : `${group.parent}/${name}`));
  };
  return withStars(groups.flatMap(own));
}

/** Paths that are the same but for their second part, or those after it, become one pattern. */
function withStars(paths: readonly string[]): string[] {
  const shapes = new Map<string, string[]>();
  for (const path of paths) {
    const parts = path.split('/');
    const isNested = parts.length > 2;
    const tail = containers.test(parts.at(-2) ?? '') ? parts.slice(-2) : parts.slice(-1);
    const between = parts.length - 1 - tail.length;
    const shape = isNested && between > 0 ? `${parts[0] ?? ''}/${between === 1 ? '*' : '**'}/${tail.join('/')}` : path;
    shapes.set(shape, [...(shapes.get(shape) ?? []), path]);
  }
  return Array.from(shapes, ([shape, found]) => (found.length > 1 ? [shape] : found)).flat();
}

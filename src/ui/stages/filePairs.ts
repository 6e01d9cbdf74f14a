import { withoutStage } from '../../stages/terms/stageNames.ts';

/** The files of an application in one stage. */
export interface StageSide {
  readonly stage: string;
  /** Paths from the root of the repository. */
  readonly paths: readonly string[];
}

/** The same file in two stages; absent in the one that has none. */
export interface FilePair {
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/**
 * Which files of two stages are the same: those of one path (in branches), else those whose paths differ in the stage's
 * name alone, else those whose name no other file on their side has. What is left is in one stage only.
 */
export function pairFiles(source: StageSide, target: StageSide): readonly FilePair[] {
  const left = new Set(target.paths);
  const found = new Map<string, string>();
  const match = (keyOf: (path: string, stage: string) => string): void => {
    const open = source.paths.filter((path) => !found.has(path));
    const byKey = uniqueBy([...left], (path) => keyOf(path, target.stage));
    for (const [key, path] of uniqueBy(open, (one) => keyOf(one, source.stage))) {
      const other = byKey.get(key);
      if (other === undefined) continue;
      found.set(path, other);
      left.delete(other);
    }
  };
  match((path) => path);
  match((path, stage) => withoutStage(path, stage));
  match((path) => path.slice(path.lastIndexOf('/') + 1));
  return [
    ...source.paths.map((path) => ({ source: path, target: found.get(path) })),
    ...[...left].map((path) => ({ source: undefined, target: path })),
  ];
}

/** The paths whose key no other has. */
function uniqueBy(paths: readonly string[], keyOf: (path: string) => string): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>();
  const repeated = new Set<string>();
  for (const path of paths) {
    const key = keyOf(path);
    if (byKey.has(key)) repeated.add(key);
    byKey.set(key, path);
  }
  for (const key of repeated) byKey.delete(key);
  return byKey;
}

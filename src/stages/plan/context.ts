import { foundAt, type Found } from '../../manifests/edits/innermost.ts';
import { readManifest, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { Files, StageFiles } from '../terms/application.ts';
import type { Stage } from '../terms/config.ts';
import type { Side } from '../terms/difference.ts';

/** One side of a promotion: its files, read as far as the plan asks for them. */
export interface PlanSide {
  readonly name: string;
  readonly stage: Stage;
  readonly files: Files;
  /** Undefined where there is no such text. */
  manifest(path: string): ManifestFile | undefined;
}

/** Both sides of a promotion. */
export interface PlanContext {
  readonly from: PlanSide;
  readonly to: PlanSide;
}

/** Opens a stage's files for one plan. */
export function planSide({ stage, files }: StageFiles): PlanSide {
  const read = new Map<string, ManifestFile>();
  return {
    name: stage.name,
    stage,
    files,
    manifest(path) {
      const text = files.get(path);
      if (text === undefined) return undefined;
      const known = read.get(path) ?? readManifest(path, text);
      read.set(path, known);
      return known;
    },
  };
}

/** The node that a side of a difference is written in. */
export function foundOf(side: PlanSide, { place, path }: Pick<Side, 'place' | 'path'>): Found | undefined {
  const file = side.manifest(place.path);
  return file === undefined ? undefined : foundAt(file, place.span, path);
}

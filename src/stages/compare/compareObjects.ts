import type { ObjectPair, Found } from './objectPair.ts';
import { compareVersions } from './compareVersions.ts';
import { compareFields } from './compareFields.ts';

/** The versions of two objects, and in what they differ otherwise. `compared` counts versions that both have. */
export function compareObjects(pair: ObjectPair): {
  readonly differences: readonly Found[];
  readonly compared: number;
} {
  const versions = compareVersions(pair);
  return {
    differences: [...versions.differences, ...compareFields(pair, versions.fields)],
    compared: versions.compared,
  };
}

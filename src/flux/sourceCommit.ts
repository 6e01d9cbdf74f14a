import { asText, valueAt } from './fields.ts';
import { kinds } from './kinds.ts';
import type { FluxObject } from './object.ts';
import { parseRevision } from './revision.ts';

/** The commit that a source's artifact was made of: of its revision, or as the artifact's metadata has it (OCI, generated). */
export function sourceCommit(source: FluxObject): string | undefined {
  const artifact = valueAt(source.raw.status, 'artifact');
  const origin = asText(valueAt(artifact, 'metadata', 'org.opencontainers.image.revision'));
  const own = source.kindId === kinds.gitRepository ? asText(valueAt(artifact, 'revision')) : undefined;
  const revision = origin ?? own ?? '';
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision : parseRevision(revision).hash;
}

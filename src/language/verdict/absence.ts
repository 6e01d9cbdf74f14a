import { kustomizationFileNames } from '../../manifests/contentRole.ts';
import { fileNameOf } from '../../manifests/workspace/paths.ts';
import { entriesOf } from '../../manifests/workspace/persistentMap.ts';
import { isAllRead, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { Code } from '../codes.ts';
import type { Finding } from '../finding.ts';

/** Codes of findings that say that no file declares or gives something: a file that was not read may. */
const fromAbsence: ReadonlySet<string> = new Set<Code>([
  'unknown-kind',
  'unknown-version',
  'undeclared-variable',
  'missing-reference',
  'prunes-own-namespace',
  'encrypted-without-decryption',
  'unused-ignore',
]);

/** Whether a finding stands although files were not read: it follows from what is known, not from what is not. */
export function isCertain({ code }: Finding, workspace: Workspace): boolean {
  return isAllRead(workspace) || !fromAbsence.has(code);
}

/** Whether all that kustomize builds is known, so that a file that no kustomization names as a patch is none. */
export function knowsKustomizations({ complete, unread }: Workspace): boolean {
  if (!complete || unread.size === 0) return complete;
  const names: readonly string[] = kustomizationFileNames;
  return !Array.from(entriesOf(unread)).some(([path]) => names.includes(fileNameOf(path)));
}

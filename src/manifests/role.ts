import { contentRole } from './contentRole.ts';
import type { DocumentContent } from './manifestFile.ts';
import { isUnlistedPatch } from './kustomize/unbuilt.ts';
import { asMap, entryOf } from './yaml/node.ts';
import type { ContentRole } from './workspace/fileSummary.ts';
import { isChartTemplate, usesOf } from './workspace/uses.ts';
import { fileNameOf, folderOf } from './workspace/paths.ts';
import { pathKind, type Workspace } from './workspace/workspace.ts';

/**
 * What part a document plays. `object` (an object or a List of objects) is judged whole, `kustomization` and `component`
 * too; a `patch` is a strategic-merge patch, of which known fields and types count, but not required ones; a `jsonPatch`
 * is a list of JSON6902 operations; `values` are a chart's values or other data that a generator packs;
 * `kustomizeConfig` configures kustomize's transformers; `other` is YAML that is not for Kubernetes.
 */
export type Role = ContentRole | 'patch' | 'values';

/** The part that a document plays, by its content and by what the workspace says of its file. */
export function roleOf(workspace: Workspace, path: string, content: DocumentContent): Role {
  const role = contentRole(path, content);
  if (role === 'empty' || role === 'helmTemplate') return role;
  if (isChartTemplate(workspace, path)) return 'helmTemplate';
  const uses = usesOf(workspace, path);
  if (uses.has('resource') || uses.has('component')) return role;
  if (uses.has('patch')) return role === 'jsonPatch' ? role : 'patch';
  if (uses.has('configuration') || uses.has('transformer') || uses.has('generator') || uses.has('validator')) {
    return 'kustomizeConfig';
  }
  if (uses.has('data') || uses.has('values')) return 'values';
  if (uses.has('openapi') || uses.has('replacement')) return 'other';
  if (role === 'other' && /^values[.-].*ya?ml$|^values\.ya?ml$/.test(fileNameOf(path))) {
    return pathKind(workspace, `${folderOf(path)}/Chart.yaml`) === 'file' ? 'values' : role;
  }
  if (role === 'object' && isUnlistedPatch(workspace, path, content.objects)) return 'patch';
  return role;
}

/** Whether SOPS encrypted the document: a `sops` block with a MAC beside the data (getsops/sops, stores). */
export function isEncrypted(content: DocumentContent): boolean {
  const sops = asMap(entryOf(asMap(content.root), 'sops')?.value);
  return entryOf(sops, 'mac') !== undefined || content.text.includes('ENC[AES256_GCM,');
}

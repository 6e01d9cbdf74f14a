import type { DocumentContent } from '../manifests/manifestFile.ts';
import { roleOf, type Role } from '../manifests/role.ts';
import { substitutionsOf } from '../manifests/variables/substitution.ts';
import type { LanguageContext } from './context.ts';

const parts: ReadonlySet<Role> = new Set(['object', 'kustomization', 'component', 'patch', 'jsonPatch']);

/** Whether `${...}` in a document is Flux's to replace: other tools have variables of that form too. */
export function isSubstituted(content: DocumentContent, path: string, { workspace }: LanguageContext): boolean {
  return parts.has(roleOf(workspace, path, content)) || substitutionsOf(workspace, path).length > 0;
}

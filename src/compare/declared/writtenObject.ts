import { asObject } from '../../flux/fields.ts';
import type { KubernetesObject } from '../../flux/object.ts';
import { readManifest } from '../../manifests/manifestFile.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { toJson } from '../../manifests/yaml/toJson.ts';
import type { RepositoryAt } from './repositoryAt.ts';

/** An object as its file says it; undefined where the file is not what the declaration was read from. */
export function writtenObject({ root, files }: RepositoryAt, declared: DeclaredObject): KubernetesObject | undefined {
  const content = files.get(declared.path.slice(root.length + 1));
  if (content === undefined) return undefined;
  for (const { content: document, start } of readManifest(declared.path, new TextDecoder().decode(content)).documents) {
    const found = document.objects.find(({ node }) => node.span.start + start === declared.span.start);
    if (found !== undefined) return asObject(toJson(found.node)) as unknown as KubernetesObject | undefined;
  }
  return undefined;
}

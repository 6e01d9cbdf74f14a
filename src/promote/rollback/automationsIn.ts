import type { RepositoryAt } from '../../compare/declared/repositoryAt.ts';
import { writtenObject } from '../../compare/declared/writtenObject.ts';
import { kinds } from '../../flux/kinds.ts';
import { objectKey, type FluxObject } from '../../flux/object.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';

/** The ImageUpdateAutomations that a repository declares, for whatever cluster: each may write into it. */
export function automationsIn(repository: RepositoryAt): readonly FluxObject[] {
  return declaredObjects(repository.workspace, kinds.imageUpdateAutomation).flatMap((declared) => {
    const raw = writtenObject(repository, declared);
    if (raw === undefined) return [];
    const [namespace] = effectiveNamespaces(repository.workspace, declared);
    const key = objectKey(kinds.imageUpdateAutomation, namespace ?? declared.namespace ?? 'default', declared.name);
    return [{ key, kindId: kinds.imageUpdateAutomation, raw }];
  });
}

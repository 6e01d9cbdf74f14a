import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import type { OpenRepository } from '../../../src/origin/openRepository.ts';
import type { SourceFacts } from '../../../src/origin/sourceFolder.ts';
import { fluxObject, lookupIn } from '../flux/objects.ts';

/** A repository on branch main whose remote is `https://git.example.org/<name>`. */
export function repository(name: string, rest: Partial<OpenRepository> = {}): OpenRepository {
  const remotes = [{ name: 'origin', url: `https://git.example.org/${name}` }];
  return { root: `/${name}`, remotes, branch: 'main', commit: 'c'.repeat(40), tags: [], ...rest };
}

/** A GitRepository of that remote in namespace flux-system. */
export function gitRepository(name: string, spec: object = {}, status?: object): FluxObject {
  const all = { url: `ssh://git@git.example.org/${name}.git`, ref: { branch: 'main' }, ...spec };
  return fluxObject(kinds.gitRepository, { namespace: 'flux-system', name, spec: all, status });
}

/** A Kustomization in namespace flux-system. */
export function kustomization(name: string, source: string, path: string, rest: object = {}): FluxObject {
  const [kind, sourceName] = source.split('/');
  const spec = { path, sourceRef: { kind, name: sourceName }, ...rest };
  return fluxObject(kinds.kustomization, { namespace: 'flux-system', name, spec });
}

/** Facts of these objects and repositories. */
export function factsOf(
  objects: readonly FluxObject[],
  repositories: readonly OpenRepository[],
  remembered: Readonly<Record<string, string>> = {},
): SourceFacts {
  return { lookup: lookupIn(...objects), repositories, remembered: new Map(Object.entries(remembered)) };
}

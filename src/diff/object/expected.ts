import { asText, valueAt } from '../../flux/fields.ts';
import { kindId, kindIdOf, parseKey, type KindId, type ObjectKey } from '../../flux/object.ts';
import type { Candidate } from './candidates.ts';

/** Which Kustomization of the change declares a Namespace, or the definition of a kind. */
export interface Expected {
  namespace(name: string): ObjectKey | undefined;
  kind(id: KindId): ObjectKey | undefined;
}

/** What all builds of a change bring that objects may need. */
export function expectedOf(
  builds: Iterable<readonly [kustomization: ObjectKey, candidates: Iterable<Candidate>]>,
): Expected {
  const namespaces = new Map<string, ObjectKey>();
  const definitions = new Map<KindId, ObjectKey>();
  for (const [kustomization, candidates] of builds) {
    for (const { key, object } of candidates) {
      const id = kindIdOf(key);
      if (id === '/Namespace') namespaces.set(parseKey(key).name, kustomization);
      if (id !== 'apiextensions.k8s.io/CustomResourceDefinition') continue;
      const group = asText(valueAt(object, 'spec', 'group')) ?? '';
      definitions.set(kindId(group, asText(valueAt(object, 'spec', 'names', 'kind')) ?? ''), kustomization);
    }
  }
  return { namespace: (name) => namespaces.get(name), kind: (id) => definitions.get(id) };
}

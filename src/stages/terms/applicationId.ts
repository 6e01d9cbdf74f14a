import type { Application, ApplicationKind } from './application.ts';

/** What an application is told by: a Kustomization and a HelmRelease may have one key. */
export type ApplicationRef = Pick<Application, 'kind' | 'key'>;

const kindWords: Readonly<Record<ApplicationKind, string>> = {
  kustomization: 'Kustomization',
  helmRelease: 'HelmRelease',
  overlay: 'overlay',
  resourceSet: 'ResourceSet',
};

/** `Kustomization`, `HelmRelease` ... */
export function kindWord(kind: ApplicationKind): string {
  return kindWords[kind];
}

/** Whether a text is a kind of applications. */
export function isApplicationKind(kind: string): kind is ApplicationKind {
  return Object.hasOwn(kindWords, kind);
}

/** `Kustomization/web`: of one application alone, and the same in all stages. */
export function applicationId({ kind, key }: ApplicationRef): string {
  return `${kindWords[kind]}/${key}`;
}

/** What a person calls applications, by their ids: by the key, and by the id where several have that key. */
export function applicationNames(all: readonly ApplicationRef[]): ReadonlyMap<string, string> {
  const ids = new Map<string, Set<string>>();
  for (const one of all) ids.set(one.key, (ids.get(one.key) ?? new Set()).add(applicationId(one)));
  return new Map(
    all.map((one) => {
      const id = applicationId(one);
      return [id, (ids.get(one.key)?.size ?? 0) > 1 ? id : one.key];
    }),
  );
}

/** The applications that a name means: the one with this id, else all with this key. */
export function applicationsNamed<A extends ApplicationRef>(all: readonly A[], name: string): readonly A[] {
  const exact = all.filter((one) => applicationId(one) === name);
  return exact.length > 0 ? exact : all.filter(({ key }) => key === name);
}

import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kindId, type KubernetesObject } from '../../flux/object.ts';
import { sureAppliers } from '../../manifests/kustomize/ownSource.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects, madeObjects } from '../../manifests/workspace/objects.ts';
import type { VariableSource } from '../../diff/terms/ports.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import { kindOf, variantsOf, type RenderVariant, type Seen, type Variant } from './variants.ts';
import { writtenObject } from './writtenObject.ts';

/** What files tell of the ConfigMaps and Secrets that a Kustomization takes variables from. */
export interface KnownSources {
  readonly sources: readonly VariableSource[];
  /** Of each of the others, why its values are not known; a sentence each. */
  readonly reasons: readonly string[];
}

interface Wanted {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
}

/** A source that is declared in more files than this is not looked for further. */
const mostFiles = 20;

interface Context {
  readonly repository: RepositoryAt;
  readonly render: RenderVariant;
}

/**
 * Looks for what `spec.postBuild.substituteFrom` names: in what is applied above the Kustomization, then in all files of the
 * repository, with what their own Kustomizations make of it. Of declarations that differ those count that the same cluster
 * gets, by the topmost Kustomization. Values that SOPS encrypted stay unknown.
 */
export async function variableSources(
  variant: Variant,
  context: Context,
  seen: Seen,
  signal: AbortSignal,
): Promise<KnownSources> {
  const namespace = variant.object.metadata.namespace ?? 'default';
  const sources: VariableSource[] = [];
  const reasons: string[] = [];
  for (const entry of asObjects(valueAt(variant.object.spec, 'postBuild', 'substituteFrom'))) {
    const { kind } = entry;
    const name = asText(entry['name']);
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) continue;
    const wanted = { kind, name, namespace } as const;
    const found = distinct(await declarationsOf(wanted, variant, context, seen, signal));
    const [only] = found;
    if (found.length !== 1 || only === undefined)
      reasons.push(`${kind}/${namespace}/${name} ${reasonFor(wanted, found, context)}.`);
    else if ('sops' in only) reasons.push(`${kind}/${namespace}/${name} is encrypted.`);
    else sources.push({ kind, name, state: 'given', data: dataOf(only) });
  }
  return { sources, reasons };
}

async function declarationsOf(
  wanted: Wanted,
  variant: Variant,
  context: Context,
  seen: Seen,
  signal: AbortSignal,
): Promise<readonly KubernetesObject[]> {
  for (const { result } of variant.above) {
    const found =
      result.outcome === 'rendered' ? result.objects.find(({ value }) => isWanted(value, wanted)) : undefined;
    if (found !== undefined) return [found.value];
  }
  const inner = new Set([...seen, variant.declared]);
  const own = topOf(variant);
  const found: { readonly object: KubernetesObject; readonly isOwn: boolean }[] = [];
  for (const path of filesWith(wanted, context).slice(0, mostFiles)) {
    const appliers = sureAppliers(context.repository.workspace, path).filter((one) => !inner.has(one));
    if (appliers.length === 0) {
      found.push(...writtenIn(path, wanted, context.repository).map((object) => ({ object, isOwn: false })));
    }
    for (const applier of appliers) {
      for (const other of await variantsOf(applier, context, inner, signal)) {
        const result = await context.render(other, inner, signal);
        if (result.outcome !== 'rendered') continue;
        const object = result.objects.find(({ value }) => isWanted(value, wanted))?.value;
        if (object !== undefined) found.push({ object, isOwn: topOf(other) === own });
      }
    }
  }
  const preferred = found.filter(({ isOwn }) => isOwn);
  return (preferred.length > 0 ? preferred : found).map(({ object }) => object);
}

/** The Kustomization at the top of those that come to apply a variant: one for each cluster, as a rule. */
function topOf({ declared, above }: Variant): DeclaredObject {
  return above.at(-1)?.variant.declared ?? declared;
}

function filesWith({ kind, name }: Wanted, { repository: { workspace } }: Context): readonly string[] {
  const id = kindId('', kind);
  const generated = madeObjects(workspace, id, name).filter(({ by }) => by === undefined);
  return [...new Set([...declaredObjects(workspace, id, name), ...generated].map(({ path }) => path))];
}

function writtenIn(path: string, wanted: Wanted, repository: RepositoryAt): readonly KubernetesObject[] {
  return declaredObjects(repository.workspace, kindId('', wanted.kind), wanted.name)
    .filter((one) => one.path === path)
    .flatMap((one) => writtenObject(repository, one) ?? [])
    .filter(({ metadata }) => metadata.namespace === undefined || metadata.namespace === wanted.namespace);
}

function isWanted(object: KubernetesObject, { kind, name, namespace }: Wanted): boolean {
  return (
    kindOf(object) === kindId('', kind) &&
    object.metadata.name === name &&
    (object.metadata.namespace ?? 'default') === namespace
  );
}

function distinct(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return [...new Map(objects.map((one) => [JSON.stringify('sops' in one ? true : dataOf(one)), one])).values()];
}

function reasonFor({ kind, name }: Wanted, found: readonly KubernetesObject[], { repository }: Context): string {
  if (found.length > 1) return 'is declared in several ways, and nothing tells which one this Kustomization gets';
  const maker = madeObjects(repository.workspace, kindId('', kind), name).find(({ by }) => by !== undefined)?.by;
  if (maker === undefined) return 'is not declared in this repository';
  return `is made in the cluster, by ${maker.kindId.slice(maker.kindId.indexOf('/') + 1)}/${maker.name}`;
}

/** The values as kustomize-controller reads them: of a ConfigMap `data`, of a Secret also what `stringData` becomes. */
function dataOf(object: KubernetesObject): Readonly<Record<string, string>> {
  const { data, stringData } = object as unknown as Readonly<Record<string, unknown>>;
  const read = textsOf(data);
  if (object.kind !== 'Secret') return Object.fromEntries(read);
  const decoded = read.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()] as const);
  return Object.fromEntries([...decoded, ...textsOf(stringData)]);
}

function textsOf(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(asObject(value) ?? {}).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
}

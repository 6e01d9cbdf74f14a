import { isFluxGroup, kinds } from '../../flux/kinds.ts';
import { groupOf, kindId, type KindId } from '../../flux/object.ts';
import { asMap, asString, entryOf, nodeAt, type Path, type YamlMap, type YamlNode } from '../../manifests/yaml/node.ts';
import type { KindSchema } from '../../schema/schema.ts';
import type { LanguageContext } from '../context.ts';
import { kindOfTarget } from '../patches/target.ts';
import { readLine, type Region } from './lines.ts';
import type { ObjectAround } from './objectAround.ts';
import { fieldPath } from './pathFields.ts';

/** What a block scalar holds, as far as its text can be completed. */
export interface Block {
  /** The document of the block's text that the offset lies in. */
  readonly region: Region;
  /** `patch`: a strategic-merge patch or JSON6902 operations; `objects`: whole objects. */
  readonly holds: 'patch' | 'objects';
  /** Of a patch: the kind that its target selects. */
  readonly target: KindSchema | undefined;
}

const patchFields: ReadonlyMap<KindId, readonly string[]> = new Map([
  [kinds.kustomization, ['spec.patches[].patch']],
  [kinds.helmRelease, ['spec.postRenderers[].kustomize.patches[].patch']],
  [kinds.fluxInstance, ['spec.kustomize.patches[].patch']],
  [kindId('kustomize.config.k8s.io', 'Kustomization'), kustomizePatches()],
  [kindId('kustomize.config.k8s.io', 'Component'), kustomizePatches()],
]);

function kustomizePatches(): string[] {
  return ['patches[].patch', 'patchesStrategicMerge[]', 'patchesJson6902[].patch'];
}

/** Whether a field of a kind holds YAML that is read as such: a patch, or a template of objects. */
export function isEmbeddedField(id: KindId, path: Path): boolean {
  const field = fieldPath(path);
  return patchFields.get(id)?.includes(field) === true || isTemplate(id, field);
}

function isTemplate(id: KindId, field: string): boolean {
  return id === kinds.resourceSet && field === 'spec.resourcesTemplate';
}

/**
 * What the block scalar at a path of an object holds; undefined for text that nobody but its reader knows. `root` is that
 * of the document that the path leads through, where it is at hand.
 */
export function blockAt(
  root: YamlNode | undefined,
  region: Region,
  offset: number,
  path: Path,
  object: ObjectAround | undefined,
  context: LanguageContext,
): Block | undefined {
  if (object === undefined) return undefined;
  const id = kindId(groupOf(object.apiVersion), object.kind);
  const field = fieldPath(path.slice(object.root.length));
  const part = documentOf(region, offset);
  if (isTemplate(id, field)) return { region: part, holds: 'objects', target: undefined };
  if (patchFields.get(id)?.includes(field) !== true) return undefined;
  const target = asMap(nodeAt(root, [...path.slice(0, -1), 'target']));
  return { region: part, holds: 'patch', target: kindOfTarget(target, context.schemas) ?? fluxKind(target, context) };
}

/** Of kinds that share their name Flux's: patches in a Flux repository mean it more often. */
function fluxKind(target: YamlMap | undefined, { schemas }: LanguageContext): KindSchema | undefined {
  const kind = asString(entryOf(target, 'kind')?.value) ?? '';
  if (target === undefined || entryOf(target, 'group') !== undefined) return undefined;
  const group = schemas.groups().find((one) => isFluxGroup(one) && schemas.versions(one, kind).length > 0);
  return group === undefined ? undefined : schemas.find(group, schemas.versions(group, kind)[0] ?? '', kind);
}

/** The lines between the nearest `---` before and behind an offset. */
function documentOf(region: Region, offset: number): Region {
  const { line } = region.lines.positionAt(offset);
  let [first, last] = [line, line];
  while (first > region.first && !isMarker(region, first - 1)) first--;
  while (last < region.last && !isMarker(region, last + 1)) last++;
  return { ...region, first, last };
}

function isMarker(region: Region, line: number): boolean {
  const { start, end } = readLine(region, line);
  return /^[ \t]*---[ \t]*$/.test(region.text.slice(start, end));
}

import { kindId } from '../../flux/object.ts';
import { resolvePath } from '../../manifests/workspace/paths.ts';
import type { BuiltObject } from './built.ts';
import { mergedWith } from './patch.ts';
import {
  itemsAt,
  placed,
  placedAt,
  textAt,
  whereOf,
  type Placed,
  type PlacedMap,
  type PlacedScalar,
} from './placed.ts';
import { sourceOf } from './sources.ts';
import { parentOf, type Tree } from './tree.ts';

/**
 * The ConfigMaps and Secrets that a kustomization generates, by their names without a hash: `data` of literals and of
 * files. A file's entry is its whole text. Env files are not read.
 */
export function generatedObjects(tree: Tree, root: Placed | undefined, path: string): BuiltObject[] {
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) => {
    const list = kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator';
    return itemsAt(root, list).flatMap((item): BuiltObject[] => {
      const name = textAt(item, 'name');
      if (name === undefined || item.type !== 'map') return [];
      const where = whereOf(item);
      const entries = new Map([...literalsOf(item), ...filesOf(tree, item, parentOf(path))]);
      const data: PlacedMap = { type: 'map', entries, at: item.at };
      return [
        {
          apiVersion: 'v1',
          kindId: kindId('', kind),
          name,
          namespace: textAt(item, 'namespace'),
          value: { type: 'map', entries: new Map([['data', data]]), at: item.at },
          path,
          span: where.source.spanOf(where.node.span),
          patches: [],
          images: [],
          generated: true,
          written: name,
        },
      ];
    });
  });
}

/**
 * Objects with those that a kustomization generates: where its generator says `behavior: merge` or `replace`, it is the
 * one of the same name that came before which gets the data.
 */
export function withGenerated(
  objects: readonly BuiltObject[],
  generated: readonly BuiltObject[],
  root: Placed | undefined,
): BuiltObject[] {
  const behaviors = new Map(
    ['configMapGenerator', 'secretGenerator'].flatMap((list) =>
      itemsAt(root, list).map((item) => [textAt(item, 'name') ?? '', textAt(item, 'behavior')] as const),
    ),
  );
  const result = [...objects];
  for (const one of generated) {
    const behavior = behaviors.get(one.name);
    const index = result.findLastIndex((other) => {
      const written = textAt(other.value, 'metadata', 'name') ?? other.written;
      return other.kindId === one.kindId && (other.name === one.name || written === one.name);
    });
    const below = result[index];
    if (below === undefined || (behavior !== 'merge' && behavior !== 'replace')) result.push(one);
    else {
      const value = behavior === 'merge' ? (mergedWith(below.value, one.value, false) ?? one.value) : one.value;
      result[index] = { ...below, value };
    }
  }
  return result;
}

function literalsOf(generator: PlacedMap): (readonly [string, Placed])[] {
  return itemsAt(generator, 'literals').flatMap((item) => {
    if (item.type !== 'scalar') return [];
    const equals = item.text.indexOf('=');
    if (equals <= 0) return [];
    const text = item.text.slice(equals + 1);
    const value: PlacedScalar = { type: 'scalar', value: text, text, at: { ...item.at, skipped: equals + 1 } };
    return [[item.text.slice(0, equals), value] as const];
  });
}

function filesOf(tree: Tree, generator: PlacedMap, folder: string): (readonly [string, Placed])[] {
  return itemsAt(generator, 'files').flatMap((item) => {
    if (item.type !== 'scalar') return [];
    const equals = item.text.indexOf('=');
    const written = item.text.slice(equals + 1);
    const path = resolvePath(`/${folder}`, written).slice(1);
    const key = equals > 0 ? item.text.slice(0, equals) : path.slice(path.lastIndexOf('/') + 1);
    const value = dataFile(tree, path);
    return value === undefined ? [] : [[key, value] as const];
  });
}

/** The files of a kustomization's generators that are not compared, for they are no YAML; from the repository's root. */
export function unreadData(tree: Tree, root: Placed | undefined, path: string): string[] {
  return ['configMapGenerator', 'secretGenerator'].flatMap((list) =>
    itemsAt(root, list).flatMap((item) =>
      ['files', 'envs', 'env'].flatMap((field) => {
        const entry = placedAt(item, field);
        const names = entry?.type === 'scalar' ? [entry] : itemsAt(item, field);
        return names.flatMap((one) => {
          if (one.type !== 'scalar') return [];
          const written = one.text.slice(field === 'files' ? one.text.indexOf('=') + 1 : 0);
          const file = resolvePath(`/${parentOf(path)}`, written).slice(1);
          return field === 'files' && dataFile(tree, file) !== undefined ? [] : [file];
        });
      }),
    ),
  );
}

/** A file's values where it is one document of YAML; of others nothing is read here. */
function dataFile(tree: Tree, path: string): Placed | undefined {
  const file = tree.manifests.get(path);
  const [document, ...more] = file?.documents ?? [];
  if (file === undefined || document?.content.root === undefined || more.length > 0) return undefined;
  const source = sourceOf(file, document);
  const known = read.get(document.content.root) ?? placed(source, document.content.root);
  read.set(document.content.root, known);
  return known;
}

const read = new WeakMap<object, Placed>();

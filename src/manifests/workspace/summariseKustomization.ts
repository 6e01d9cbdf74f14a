import { kindId } from '../../flux/object.ts';
import { asMap, asScalar, asString, entryOf, keyName, nodeAt, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { KustomizationSummary, MadeObject, NamedPath, PathUse } from './fileSummary.ts';
import { itemsOf, placedText, type Placing } from './placing.ts';
import { summarisePatches } from './summarisePatches.ts';

/** The lists of paths, and what each names. `bases` is the old name of folders among the resources. */
const lists: readonly (readonly [string, PathUse])[] = [
  ['resources', 'resource'],
  ['bases', 'resource'],
  ['components', 'component'],
  ['crds', 'crd'],
  ['configurations', 'configuration'],
  ['generators', 'generator'],
  ['transformers', 'transformer'],
  ['validators', 'validator'],
  ['patchesStrategicMerge', 'patch'],
  // Of old: `patches` listed files by their paths alone.
  ['patches', 'patch'],
];

/** Lists of maps with a path in them. */
const nested: readonly (readonly [list: string, field: string, use: PathUse])[] = [
  ['patches', 'path', 'patch'],
  ['patchesJson6902', 'path', 'patch'],
  ['replacements', 'path', 'replacement'],
  ['helmCharts', 'valuesFile', 'values'],
];

/** What a kustomization or Component says to others (fields: kustomize, api/types/kustomization.go). */
export function summariseKustomization(
  map: YamlMap,
  place: Placing,
  role: 'kustomization' | 'component',
): KustomizationSummary {
  const text = (key: string) => placedText(entryOf(map, key)?.value, place);
  const generators = [...generatorsOf(map, 'configMapGenerator'), ...generatorsOf(map, 'secretGenerator')];
  return {
    path: place(map).path,
    isComponent: role === 'component',
    namespace: text('namespace'),
    namePrefix: text('namePrefix')?.text ?? '',
    nameSuffix: text('nameSuffix')?.text ?? '',
    paths: [...listedPaths(map, place), ...generators.flatMap((generator) => generatorPaths(generator, place))],
    patches: summarisePatches(map, place),
    transforms: hasAny(map, ['transformers', 'replacements', 'vars']),
    generates: hasAny(map, ['generators', 'helmCharts', 'helmChartInflationGenerator']),
    selectorLabels: [...keysOf(entryOf(map, 'commonLabels')?.value), ...labelsWith(map, 'includeSelectors')],
    templateLabels: labelsWith(map, 'includeTemplates'),
    makes: madeByGenerators(map, place),
  };
}

function hasAny(map: YamlMap, lists: readonly string[]): boolean {
  return lists.some((list) => itemsOf(map, list).length > 0);
}

function labelsWith(map: YamlMap, option: string): string[] {
  return itemsOf(map, 'labels').flatMap((item) =>
    isTrue(nodeAt(item, [option])) ? keysOf(entryOf(asMap(item), 'pairs')?.value) : [],
  );
}

function keysOf(node: YamlNode | undefined): string[] {
  return (asMap(node)?.entries ?? []).map(({ key }) => keyName(key));
}

function listedPaths(map: YamlMap, place: Placing): NamedPath[] {
  const named = (node: YamlNode | undefined, use: PathUse, field: string): NamedPath[] => {
    const text = placedText(node, place);
    return text === undefined || !isPath(text.text) ? [] : [{ ...text, use, field }];
  };
  return [
    ...lists.flatMap(([field, use]) => itemsOf(map, field).flatMap((item) => named(item, use, field))),
    ...nested.flatMap(([list, field, use]) =>
      itemsOf(map, list).flatMap((item) => named(nodeAt(item, [field]), use, `${list}[].${field}`)),
    ),
    ...itemsOf(map, 'helmCharts').flatMap((chart) =>
      itemsOf(asMap(chart), 'additionalValuesFiles').flatMap((item) =>
        named(item, 'values', 'helmCharts[].additionalValuesFiles'),
      ),
    ),
    ...named(nodeAt(map, ['openapi', 'path']), 'openapi', 'openapi.path'),
  ];
}

/** Not an inline patch, generator or transformer, which stand in the same lists. */
function isPath(text: string): boolean {
  return text !== '' && !text.includes('\n') && !text.includes(': ') && !text.startsWith('{');
}

interface Generator {
  readonly map: YamlMap;
  readonly list: string;
}

function generatorsOf(map: YamlMap, list: string): Generator[] {
  return itemsOf(map, list).flatMap((item) => {
    const generator = asMap(item);
    return generator === undefined ? [] : [{ map: generator, list }];
  });
}

/** `files` entries are `[key=]path`; `envs` and the older `env` name files of `KEY=value` lines. */
function generatorPaths({ map, list }: Generator, place: Placing): NamedPath[] {
  const data = (node: YamlNode | undefined, field: string): NamedPath[] => {
    const text = placedText(node, place);
    if (text === undefined) return [];
    const key = field === 'files' ? text.text.indexOf('=') + 1 : 0;
    // Quotes and escapes are rare in paths; where there are any, the whole value is the place.
    const plain = text.span.end - text.span.start === text.text.length;
    const span = plain ? { start: text.span.start + key, end: text.span.end } : text.span;
    return [{ ...text, text: text.text.slice(key), span, use: 'data', field: `${list}[].${field}` }];
  };
  return [
    ...itemsOf(map, 'files').flatMap((item) => data(item, 'files')),
    ...itemsOf(map, 'envs').flatMap((item) => data(item, 'envs')),
    ...data(entryOf(map, 'env')?.value, 'env'),
  ];
}

function madeByGenerators(map: YamlMap, place: Placing): MadeObject[] {
  const unhashed = isTrue(nodeAt(map, ['generatorOptions', 'disableNameSuffixHash']));
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    generatorsOf(map, kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator').flatMap(({ map: generator }) => {
      const name = placedText(entryOf(generator, 'name')?.value, place);
      if (name === undefined) return [];
      return [
        {
          kindId: kindId('', kind),
          name: name.text,
          namespace: asString(entryOf(generator, 'namespace')?.value),
          span: name.span,
          hashed: !unhashed && !isTrue(nodeAt(generator, ['options', 'disableNameSuffixHash'])),
        },
      ];
    }),
  );
}

function isTrue(node: YamlNode | undefined): boolean {
  return asScalar(node)?.value === true;
}

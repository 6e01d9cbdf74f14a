import { kindId } from '../../flux/object.ts';
import { asMap, asScalar, asString, entryOf, keyName, nodeAt, type YamlMap } from '../yaml/node.ts';
import { effectiveEntries } from '../yaml/toJson.ts';
import type { FluxKustomizationSummary, GivenVariable, SubstituteSource } from './fileSummary.ts';
import { itemsOf, placedText, type Placing } from './placing.ts';
import { summarisePatches } from './summarisePatches.ts';

/** What a Flux Kustomization, or a patch for one, says about what it applies. */
export function summariseFluxKustomization(object: YamlMap, place: Placing): FluxKustomizationSummary {
  const spec = asMap(entryOf(object, 'spec')?.value);
  const text = (key: string) => placedText(entryOf(spec, key)?.value, place);
  const prune = asScalar(entryOf(spec, 'prune')?.value)?.value;
  const postBuild = asMap(entryOf(spec, 'postBuild')?.value);
  const strategy = asString(entryOf(postBuild, 'substituteStrategy')?.value);
  return {
    path: text('path'),
    targetNamespace: text('targetNamespace'),
    namePrefix: text('namePrefix')?.text ?? '',
    nameSuffix: text('nameSuffix')?.text ?? '',
    components: itemsOf(spec, 'components').flatMap((item) => placedText(item, place) ?? []),
    patches: summarisePatches(spec, place),
    prune: typeof prune === 'boolean' ? prune : undefined,
    decrypts: asMap(entryOf(spec, 'decryption')?.value) !== undefined,
    source: sourceOf(spec),
    substitute: substitutesOf(asMap(entryOf(postBuild, 'substitute')?.value), place),
    substituteFrom: itemsOf(postBuild, 'substituteFrom').flatMap((item) => substituteSource(asMap(item), place)),
    substitutesAlways: strategy === undefined ? undefined : strategy === 'Always',
  };
}

function sourceOf(spec: YamlMap | undefined): FluxKustomizationSummary['source'] {
  const kind = asString(nodeAt(spec, ['sourceRef', 'kind']));
  const name = asString(nodeAt(spec, ['sourceRef', 'name']));
  if (kind === undefined || name === undefined) return undefined;
  return { kind, name, namespace: asString(nodeAt(spec, ['sourceRef', 'namespace'])) };
}

function substitutesOf(map: YamlMap | undefined, place: Placing): ReadonlyMap<string, GivenVariable> {
  return new Map(
    (map === undefined ? [] : effectiveEntries(map)).map(({ key, value, span }) => {
      const text = placedText(value, place) ?? { text: '', ...place(span) };
      return [keyName(key), { ...text, keySpan: place(key).span }];
    }),
  );
}

function substituteSource(map: YamlMap | undefined, place: Placing): SubstituteSource[] {
  const kind = asString(entryOf(map, 'kind')?.value);
  const name = placedText(entryOf(map, 'name')?.value, place);
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || name === undefined) return [];
  return [{ ...name, kindId: kindId('', kind), optional: asScalar(entryOf(map, 'optional')?.value)?.value === true }];
}

import { artifactCopy } from '../../flux/artifactCopy.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindId } from '../../flux/object.ts';
import type { ManifestObject } from '../manifestObject.ts';
import { asMap, asScalar, asString, entryOf, keyName, nodeAt, type YamlMap } from '../yaml/node.ts';
import { effectiveEntries } from '../yaml/toJson.ts';
import type { DataEntry, DeclaredObject, GeneratedArtifact } from './fileSummary.ts';
import { madeBy } from './made.ts';
import { referencesIn } from './references.ts';
import { itemsOf, type Placing } from './placing.ts';
import { summariseFluxKustomization } from './summariseFlux.ts';

const secret = kindId('', 'Secret');
const configMap = kindId('', 'ConfigMap');

/** What an object says to others; undefined for one without a name. */
export function summariseObject(object: ManifestObject, place: Placing): DeclaredObject | undefined {
  const { node, name, kindId: id } = object;
  const nameNode = nodeAt(node, ['metadata', 'name']);
  if (name === undefined || nameNode === undefined) return undefined;
  const labels = textsAt(node, 'labels');
  const annotations = textsAt(node, 'annotations');
  const url = id === kinds.gitRepository ? asString(nodeAt(node, ['spec', 'url'])) : undefined;
  const data = id === configMap || id === secret ? dataOf(node, id === secret, place) : undefined;
  return {
    path: place(node).path,
    kindId: id,
    apiVersion: object.apiVersion,
    name,
    namespace: object.namespace,
    span: place(node).span,
    nameSpan: place(nameNode).span,
    ...(labels !== undefined && { labels }),
    ...(annotations !== undefined && { annotations }),
    references: referencesIn(object, place),
    makes: madeBy(object, place),
    ...(id === kinds.kustomization && { fluxKustomization: summariseFluxKustomization(node, place) }),
    ...(data !== undefined && { data }),
    ...(url !== undefined && { url }),
    ...(id === kinds.artifactGenerator && { artifacts: artifactsOf(node) }),
    encrypted: asMap(entryOf(node, 'sops')?.value) !== undefined,
  };
}

function textsAt(node: YamlMap, field: string): Readonly<Record<string, string>> | undefined {
  const map = asMap(nodeAt(node, ['metadata', field]));
  if (map === undefined || map.entries.length === 0) return undefined;
  return Object.fromEntries(
    effectiveEntries(map).flatMap(({ key, value }) => {
      const text = asString(value);
      return text === undefined || text.length > 253 ? [] : [[keyName(key), text]];
    }),
  );
}

/** A value that a variable can be; longer ones are whole files. */
const longestValue = 200;

function dataOf(node: YamlMap, isSecret: boolean, place: Placing): ReadonlyMap<string, DataEntry> {
  const entries = (isSecret ? ['data', 'stringData'] : ['data']).flatMap((field) => {
    const map = asMap(entryOf(node, field)?.value);
    return map === undefined ? [] : effectiveEntries(map);
  });
  return new Map(
    entries.map(({ key, value, span }) => {
      const text = isSecret ? undefined : asScalar(value)?.text;
      const short = text !== undefined && text.length <= longestValue && !/\n|^ENC\[/.test(text);
      return [keyName(key), { span: place(span).span, ...(short && { value: text }) }];
    }),
  );
}

function artifactsOf(node: YamlMap): GeneratedArtifact[] {
  return itemsOf(asMap(entryOf(node, 'spec')?.value), 'artifacts').flatMap((item) => {
    const artifact = asMap(item);
    const name = asString(entryOf(artifact, 'name')?.value);
    if (name === undefined) return [];
    const copies = itemsOf(artifact, 'copy').flatMap((copy) => {
      const read = artifactCopy(asString(nodeAt(copy, ['from'])) ?? '', asString(nodeAt(copy, ['to'])) ?? '');
      return read === undefined || read.partial ? [] : [{ from: read.from, to: read.to }];
    });
    return [{ name, copies }];
  });
}

import { groupOf } from '../flux/object.ts';
import { isTooLarge, type DocumentContent } from './manifestFile.ts';
import { fileNameOf } from './workspace/paths.ts';
import type { ContentRole } from './workspace/fileSummary.ts';
import { asMap, asScalar, asSequence, asString, entryOf, type YamlNode } from './yaml/node.ts';

/** The names that kustomize looks for, in its order (api/konfig). */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

const kustomizeGroup = 'kustomize.config.k8s.io';

/** Fields of files that a kustomization's `configurations` names (kustomize, api/internal/plugins/builtinconfig). */
const transformerConfigKeys: ReadonlySet<string> = new Set([
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'nameReference',
  'varReference',
  'images',
  'replicas',
]);

/** The part that a document plays as its content tells it, with its file's name where kustomize goes by that too. */
export function contentRole(path: string, content: DocumentContent): ContentRole {
  const { root } = content;
  if (isTooLarge(content)) return 'other';
  if (isTemplate(content)) return 'helmTemplate';
  if (root === undefined || (asScalar(root)?.value === null && asScalar(root)?.style === 'plain')) return 'empty';
  if (isJsonPatch(root)) return 'jsonPatch';
  const map = asMap(root);
  if (map === undefined) return 'other';
  const apiVersion = asString(entryOf(map, 'apiVersion')?.value);
  const kind = asString(entryOf(map, 'kind')?.value);
  const named = (kustomizationFileNames as readonly string[]).includes(fileNameOf(path));
  const ofKustomize = groupOf(apiVersion ?? '') === kustomizeGroup;
  if (kind === 'Component' && (ofKustomize || (named && apiVersion === undefined))) return 'component';
  if (kind === 'Kustomization' && (ofKustomize || (named && apiVersion === undefined))) return 'kustomization';
  if (named && kind === undefined && (apiVersion === undefined || ofKustomize)) return 'kustomization';
  if (apiVersion === 'builtin') return 'kustomizeConfig';
  if (content.objects.length > 0 || (apiVersion !== undefined && kind !== undefined)) return 'object';
  const keys = map.entries.map(({ key }) => key.text);
  const isConfig = keys.some((key) => key === 'nameReference' || key === 'varReference');
  if (isConfig && keys.every((key) => transformerConfigKeys.has(key))) return 'kustomizeConfig';
  return 'other';
}

/** Whether a node is a list of JSON6902 operations. */
function isJsonPatch(root: YamlNode): boolean {
  const items = asSequence(root)?.items;
  if (items === undefined || items.length === 0) return false;
  return items.every((item) => {
    const map = asMap(item);
    return entryOf(map, 'op') !== undefined && entryOf(map, 'path') !== undefined;
  });
}

/**
 * Whether a document is the text of a template rather than YAML: a line starts with a template's braces, or a value does,
 * unquoted. Braces within a text are none: Prometheus rules and others carry them as data.
 */
function isTemplate({ text, root, problems }: DocumentContent): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  if (problems.some(({ warning }) => !warning) && /^[ \t]*(?:- )?\{[{%]/m.test(text)) return true;
  return startsWithBraces(text, root);
}

/** Walks at most this many nodes: a template shows itself early. */
const mostNodes = 5_000;

function startsWithBraces(text: string, root: YamlNode | undefined): boolean {
  let left = mostNodes;
  const walk = (node: YamlNode | undefined): boolean => {
    if (node === undefined || --left < 0) return false;
    if (node.type === 'map') {
      if (node.flow && text.startsWith('{{', node.span.start)) return true;
      return node.entries.some(({ value }) => walk(value));
    }
    return node.type === 'sequence' && node.items.some(walk);
  };
  return walk(root);
}

import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, parseKey } from '../../flux/object.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { codes } from '../codes.ts';
import type { LanguageContext } from '../context.ts';
import type { CompletionItem } from './item.ts';

/**
 * What can be written in a comment: `sluice-ignore` with the code of a finding, and behind a value the marker by which an
 * ImageUpdateAutomation knows it. Undefined outside comments.
 */
export function completeComment(
  { text, lines }: ManifestFile,
  offset: number,
  context: LanguageContext,
): CompletionItem[] | undefined {
  const start = lines.lineStart(lines.positionAt(offset).line);
  const match = /(?:^|[ \t])#[ \t]*([^#]*)$/.exec(text.slice(start, offset));
  const typed = match?.[1];
  if (match === null || typed === undefined) return undefined;
  const listed = /^sluice-ignore(?:-file)?[ \t](?:.*[ \t,])?([\w-]*)$/.exec(typed)?.[1];
  if (listed !== undefined && !typed.includes(':')) {
    const span = { start: offset - listed.length, end: offset };
    return codes.map((label) => item(label, `${label}: `, span, 'a finding'));
  }
  const span = { start: offset - typed.length, end: offset };
  const before = text.slice(start, start + match.index);
  const policies = /[:-][ \t]+\S/.test(before) ? markers(before, typed, span, context) : [];
  return /^[\w-]*$/.test(typed) ? [...policies, ...ignoring(span)] : policies;
}

function ignoring(span: Span): CompletionItem[] {
  return [
    item('sluice-ignore', 'sluice-ignore ', span, 'leaves out a finding of the next line', true),
    item('sluice-ignore-file', 'sluice-ignore-file ', span, 'leaves out findings of this file', true),
  ];
}

/** The markers of all image policies; behind a `tag` or a `repository` those of the part. */
function markers(before: string, typed: string, span: Span, context: LanguageContext): CompletionItem[] {
  if (!'{"$imagepolicy": "'.startsWith(typed.slice(0, 18))) return [];
  const key = /([\w-]+):[ \t]/.exec(before)?.[1] ?? '';
  const part = /tag$/i.test(key) ? ':tag' : /^(?:repository|newName)$/.test(key) ? ':name' : '';
  return policyNames(context).map((name) => {
    const marker = `{"$imagepolicy": "${name}${part}"}`;
    return { ...item(name, marker, span, 'ImagePolicy'), filterText: marker, kind: 'reference' as const };
  });
}

/** `namespace:name` of the image policies that are known. */
function policyNames({ workspace, cluster }: LanguageContext): string[] {
  const found = new Set<string>();
  for (const object of declaredObjects(workspace, kinds.imagePolicy)) {
    for (const namespace of effectiveNamespaces(workspace, object))
      found.add(`${namespace ?? 'default'}:${object.name}`);
  }
  for (const key of cluster?.objects.keys() ?? []) {
    if (kindIdOf(key) !== kinds.imagePolicy) continue;
    const { namespace, name } = parseKey(key);
    found.add(`${namespace}:${name}`);
  }
  return [...found].sort();
}

function item(label: string, insertText: string, span: Span, detail: string, again = false): CompletionItem {
  const facts = { label, kind: 'value', detail, insertText, snippet: false, span, sortText: label } as const;
  return again ? { ...facts, again } : facts;
}

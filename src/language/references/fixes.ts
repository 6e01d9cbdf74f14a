import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { FoundReference } from '../../manifests/workspace/references.ts';
import { lineBreakAt } from '../../manifests/edits/lines.ts';
import type { Edit, Fix } from '../finding.ts';

/** The field of a reference for a person: `Kustomization.spec.sourceRef`. */
export function fieldName({ kind }: ManifestObject, { path }: FoundReference): string {
  return `${kind}.${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.')}`.replaceAll(
    '.[',
    '[',
  );
}

/** Changes the name that a reference names. */
export function nameFix({ nameNode }: FoundReference, name: string): Fix {
  return { title: `Change to "${name}"`, edits: [{ span: nameNode.span, text: name }], preferred: true };
}

/** Sets the namespace that a reference names: beside its name, in the way the map is written. */
export function namespaceFix(text: string, reference: FoundReference, namespace: string): Fix | undefined {
  const { namespaceNode } = reference;
  const edit: Edit | undefined =
    namespaceNode === undefined ? insertion(text, reference, namespace) : { span: namespaceNode.span, text: namespace };
  return edit === undefined ? undefined : { title: `Set namespace to "${namespace}"`, edits: [edit], preferred: true };
}

/** A new entry behind the name's: on a line of its own with the name's indentation, or behind a comma in braces. */
function insertion(text: string, { nameNode }: FoundReference, namespace: string): Edit | undefined {
  const lineStart = text.lastIndexOf('\n', nameNode.span.start - 1) + 1;
  const before = text.slice(lineStart, nameNode.span.start);
  const end = nameNode.span.end;
  if (/[{,]/.test(before)) return { span: { start: end, end }, text: `, namespace: ${namespace}` };
  const key = /^(\s*(?:- +)*)name\s*:\s*$/.exec(before);
  if (key === null) return undefined;
  const indent = (key[1] ?? '').replaceAll('-', ' ');
  return { span: { start: end, end }, text: `${lineBreakAt(text, end)}${indent}namespace: ${namespace}` };
}

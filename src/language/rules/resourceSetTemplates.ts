import { kinds } from '../../flux/kinds.ts';
import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import {
  asMap,
  asSequence,
  keyName,
  nodeAt,
  scalarAt,
  type YamlMap,
  type YamlScalar,
} from '../../manifests/yaml/node.ts';
import { scalarsIn } from '../../manifests/yaml/scalars.ts';
import { scalarSource } from '../../manifests/yaml/scalarSource.ts';
import { nearest } from '../../base/nearest.ts';
import { severityOf } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';
import type { Subject } from './subject.ts';
import { templateActions, type TemplateAction } from './templateActions.ts';

/**
 * Templates of a ResourceSet that Flux Operator cannot read, and inputs in them that no input has: with
 * `missingkey=error` the build fails on them (flux-operator, internal/builder/resourceset.go).
 */
export function resourceSetTemplates(subject: Subject): Finding[] {
  const { object, document } = subject;
  if (object.kindId !== kinds.resourceSet) return [];
  const read = templatesOf(object.node).map((scalar) => ({ scalar, ...templateActions(scalar.text) }));
  const known = inputsOf(subject);
  // What a condition or a loop leaves out is not asked for.
  const isPlain = !read.some(({ actions }) =>
    actions.some(({ code }) => /\b(?:if|else|range|with|and|or|define|block)\b/.test(code)),
  );
  return read.flatMap(({ scalar, actions, unclosed }) => {
    if (actions.length === 0 && unclosed === undefined) return [];
    const { spanOf } = scalarSource(document.content.text, scalar);
    const broken = unclosed === undefined ? [] : [notClosed(spanOf(unclosed))];
    if (known === undefined) return broken;
    const unknown = actions.flatMap((action) => namedIn(action).filter(({ name }) => !known.has(name)));
    return [...broken, ...unknown.map(({ name, span }) => unknownInput(name, spanOf(span), known, isPlain))];
  });
}

/** The scalars that are templates: keys too, but for merge keys. */
function templatesOf(object: YamlMap): YamlScalar[] {
  const steps = asSequence(nodeAt(object, ['spec', 'steps']))?.items ?? [];
  return [nodeAt(object, ['spec']), ...steps].flatMap((holder) => [
    ...scalarsIn(nodeAt(holder, ['resources'])).filter(({ text }) => text !== '<<' && text.includes('<<')),
    ...[scalarAt(holder, ['resourcesTemplate'])].flatMap((scalar) => scalar ?? []),
  ]);
}

/** The names that all inputs together have; undefined where they are not all written here. */
function inputsOf({ object, file, context }: Subject): ReadonlySet<string> | undefined {
  const spec = asMap(nodeAt(object.node, ['spec']));
  const supplied = suppliedFields(context.workspace, file.path, patchSubject(object));
  if (['inputs', 'inputsFrom', 'inputStrategy'].some((field) => supplied.has(['spec', field]))) return undefined;
  if (nodeAt(spec, ['inputsFrom']) !== undefined || nodeAt(spec, ['inputStrategy']) !== undefined) return undefined;
  const written = nodeAt(spec, ['inputs']);
  if (written === undefined) return new Set();
  const items = asSequence(written)?.items;
  const maps = items?.flatMap((item) => asMap(item) ?? []);
  if (items === undefined || maps === undefined || maps.length < items.length) return undefined;
  const names = maps.flatMap(({ entries }) => entries.map(({ key }) => keyName(key)));
  if (names.some((name) => name === '<<' || isOpaque(name))) return undefined;
  // Each input carries where it comes from (internal/inputs/provider.go).
  return new Set(names.length === 0 ? [] : [...names, 'provider']);
}

/** `inputs.name`, at the beginning of a term. */
function namedIn({ code, span }: TemplateAction) {
  return Array.from(code.matchAll(/(?<![\w.$])inputs\.([A-Za-z_]\w*)/g), ({ 0: whole, 1: name = '', index }) => {
    const end = span.start + 2 + index + whole.length;
    return { name, span: { start: end - name.length, end } };
  });
}

function notClosed(span: Finding['span']): Finding {
  const code = 'bad-substitution';
  const message =
    'Nothing closes this "<<": the build of the ResourceSet fails on it. Write ">>" behind the action, or \'<<"<<">>\' where "<<" is meant as text.';
  return { code, severity: severityOf(code), message, span };
}

function unknownInput(name: string, span: Finding['span'], known: ReadonlySet<string>, isSure: boolean): Finding {
  const near = nearest(name, [...known]);
  const has = known.size === 0 ? 'The ResourceSet has no inputs' : `No input of the ResourceSet has "${name}"`;
  const advice = near === undefined ? 'Add it to spec.inputs.' : `Did you mean "${near}"?`;
  const fixes =
    near === undefined ? [] : [{ title: `Change to "${near}"`, edits: [{ span, text: near }], preferred: true }];
  return {
    code: 'undeclared-variable',
    severity: isSure ? 'warning' : 'hint',
    message: `${has}, so that the build fails where "inputs.${name}" is asked for. ${advice}`,
    span,
    fixes,
  };
}

import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { kindId } from '../../flux/object.ts';
import { minorOf, compareMinors } from '../../schema/minorVersion.ts';
import { placedSubstitutions } from '../../manifests/variables/placedVariables.ts';
import { isAppliedHere, substitutionsOf, type Substitution } from '../../manifests/variables/substitution.ts';
import { needsValue, type BadSubstitution, type VariableUse } from '../../manifests/variables/variablesIn.ts';
import type { DocumentContent } from '../../manifests/manifestFile.ts';
import { mayQuote } from '../../manifests/secrets.ts';
import { asMap, nodeAt, scalarAt, type Span } from '../../manifests/yaml/node.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { isFixture } from '../../manifests/kustomize/unbuilt.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { fluxVersions } from '../../manifests/workspace/fluxVersions.ts';
import { fileAt, type Workspace } from '../../manifests/workspace/workspace.ts';
import { suppliedSomewhere } from '../../manifests/kustomize/suppliedSomewhere.ts';
import { nearest } from '../../base/nearest.ts';
import { severityOf } from '../codes.ts';
import type { Finding, Fix, Severity } from '../finding.ts';
import { declareFixes } from './declareVariable.ts';
import type { Subject } from './subject.ts';
import { indentAt } from '../../manifests/edits/lines.ts';

const annotation = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * Expressions that keep a Kustomization from being built: variables that nothing declares, under strict substitution (the
 * default since Flux 2.9; before, and without it, they become empty), and what is no expression. Only where the Flux
 * Kustomizations that apply the file, and all that they take variables from, are known.
 */
export function variables(subject: Subject): Finding[] {
  const { object, document, file, context } = subject;
  const { uses, bad } = placedSubstitutions(object.node, document.content.text);
  if (uses.length === 0 && bad.length === 0) return [];
  const all = substitutionsOf(context.workspace, file.path).filter(({ happens }) => happens === true);
  if (all.length === 0 || isExempt(subject)) return [];
  const escapes = annotationFix(subject);
  return [
    ...bad.map((one) => badSubstitution(one, all, document.content, escapes)),
    ...uses.filter(needsValue).flatMap((use) => undeclared(use, all, subject, escapes)),
  ];
}

function undeclared(
  use: VariableUse,
  all: readonly Substitution[],
  subject: Subject,
  escapes: readonly Fix[],
): Finding[] {
  const { workspace } = subject.context;
  const lacking = all.filter(
    ({ variables, patched, kustomization }) =>
      !variables.has(use.name) && !patched(use.name) && !mayGetMore(workspace, kustomization),
  );
  const sure = lacking.filter(({ unknown }) => unknown.every(({ optional }) => optional));
  const [certain] = sure;
  if (certain === undefined) return [];
  const names = [...certain.variables.keys()];
  const near = nearest(use.name, names);
  const { strict, severity } = consequence(certain, subject);
  const message =
    `Nothing declares the variable "${use.name}" for Kustomization ${nameOf(certain)}, so ` +
    (strict ? 'its build fails.' : 'it becomes empty.') +
    (near === undefined
      ? ' Declare it in spec.postBuild.substitute, or give it a default.'
      : ` Did you mean "${near}"?`);
  const rename: Fix[] =
    near === undefined
      ? []
      : [{ title: `Change to "${near}"`, edits: [{ span: use.nameSpan, text: near }], preferred: true }];
  const declare = declareFixes(
    workspace,
    use.name,
    sure.map(({ kustomization }) => kustomization),
  );
  return [
    {
      code: 'undeclared-variable',
      severity,
      message,
      span: use.span,
      fixes: [...rename, ...declare, ...defaultFix(use), escapeFix(use.span, use.name), ...escapes],
    },
  ];
}

/** Whether a parent that is not known may give it variables, as parents of others do. */
function mayGetMore(workspace: Workspace, kustomization: DeclaredObject): boolean {
  if (isAppliedHere(workspace, kustomization)) return false;
  const { kindId, apiVersion } = kustomization;
  return suppliedSomewhere(workspace, kindId, apiVersion).has(['spec', 'postBuild']);
}

/** What comes of it: optional sources may exist after all, and parents that are not here may patch variables in. */
function consequence(
  { kustomization, unknown }: Substitution,
  { context, file, object }: Subject,
): { strict: boolean; severity: Severity } {
  const { settings, cluster, workspace } = context;
  const strict = settings.strictSubstitution && isStrictIn(settings.fluxVersion ?? cluster?.fluxVersion, workspace);
  const isUncertain = unknown.length > 0 || !isAppliedHere(workspace, kustomization) || isFixture(workspace, file.path);
  // The descriptions in CRDs have "${var}" in them; nothing is lost if that becomes empty.
  if (isUncertain || (!strict && object.kindId === crd)) return { strict, severity: 'hint' };
  return { strict, severity: strict ? severityOf('undeclared-variable') : 'warning' };
}

const crd = kindId('apiextensions.k8s.io', 'CustomResourceDefinition');

/** Whether a version of Flux is strict by default: one that is known, else the oldest that the workspace installs. */
function isStrictIn(version: string | undefined, workspace: Workspace): boolean {
  const versions = version === undefined ? fluxVersions(workspace) : [version];
  return versions.every((one) => {
    const minor = minorOf(one);
    return minor === undefined || compareMinors(minor, '2.9') >= 0;
  });
}

const reasons: Readonly<Record<BadSubstitution['reason'], string>> = {
  name: 'a variable is named by letters, digits and underscores',
  brace: 'the expression has no closing brace, or something that is no operation follows the name',
  expression: 'the operation is not complete',
};

function badSubstitution(
  { span, reason }: BadSubstitution,
  [first]: readonly Substitution[],
  content: DocumentContent,
  escapes: readonly Fix[],
): Finding {
  const text = content.text.slice(span.start, Math.min(span.end, span.start + 40));
  const written = mayQuote(content, span) ? `"${text}"` : 'this text';
  const message =
    `Flux cannot substitute ${written}: ${reasons[reason]}. The build of Kustomization ${first === undefined ? '' : nameOf(first)} fails on it. ` +
    'Write "$${" where "${" is meant as text.';
  return {
    code: 'bad-substitution',
    severity: severityOf('bad-substitution'),
    message,
    span,
    fixes: [escapeFix(span, undefined), ...escapes],
  };
}

function nameOf({ kustomization: { namespace, name } }: Substitution): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function escapeFix({ start }: Span, name: string | undefined): Fix {
  return { title: `Keep as text: "$\${${name ?? '...'}}"`, edits: [{ span: { start, end: start }, text: '$' }] };
}

function defaultFix({ operator, nameSpan, name }: VariableUse): Fix[] {
  if (operator !== '') return [];
  return [
    {
      title: `Give a default: "\${${name}:=default}"`,
      edits: [{ span: { start: nameSpan.end, end: nameSpan.end }, text: ':=default' }],
    },
  ];
}

/** Whether the object is left out: by a label or an annotation, its own or one that a kustomization may put there. */
function isExempt({ object, file, context: { workspace } }: Subject): boolean {
  for (const field of ['annotations', 'labels']) {
    if (scalarAt(object.node, ['metadata', field, annotation])?.text === 'disabled') return true;
    const supplied = suppliedFields(workspace, file.path, patchSubject(object));
    if (supplied.has(['metadata', field, annotation])) return true;
  }
  const steps = buildsOf(workspace, file.path).flatMap(({ steps }) => steps);
  return steps.some(({ path }) => fileAt(workspace, path)?.documents.some(({ text }) => text?.includes(annotation)));
}

/** Leaves the whole object out of substitution. */
function annotationFix({ object, document }: Subject): Fix[] {
  const metadata = asMap(nodeAt(object.node, ['metadata']));
  const written = nodeAt(object.node, ['metadata', 'annotations']);
  const annotations = asMap(written);
  const within = annotations ?? (written === undefined ? metadata : undefined);
  const first = within?.entries[0]?.key.span.start;
  if (within === undefined || first === undefined) return [];
  const indent = indentAt(document.content.text, first);
  const line = `${annotation}: disabled`;
  const block = annotations === undefined ? `annotations:\n${indent}  ${line}` : line;
  const text = within.flow ? `${annotations === undefined ? `annotations: {${line}}` : line}, ` : `${block}\n${indent}`;
  return [{ title: 'Substitute nothing in this object', edits: [{ span: { start: first, end: first }, text }] }];
}

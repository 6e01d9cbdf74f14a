import { kinds } from '../../flux/kinds.ts';
import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { suppliedFields } from '../../manifests/kustomize/supplied.ts';
import { asMap, entryOf, nodeAt, scalarAt, type Path } from '../../manifests/yaml/node.ts';
import { compilePattern, matchesPattern } from '../../schema/pattern.ts';
import { severityOf, type Code } from '../codes.ts';
import type { Finding, Severity } from '../finding.ts';
import { mayBeReplaced } from './mayBeReplaced.ts';
import type { Subject } from './subject.ts';

/** What chooses a version: ranges and patterns that the controller cannot read, and policies that it does not take. */
export function refusedVersions(subject: Subject): Finding[] {
  if (subject.object.kindId !== kinds.imagePolicy) return isRangeUsed(subject) ? range(subject, semverOfSource) : [];
  return [...policies(subject), ...range(subject, ['spec', 'policy', 'semver', 'range']), ...tagPattern(subject)];
}

const semverOfSource: Path = ['spec', 'ref', 'semver'];

/** A digest, a commit or a name counts for more (source-controller, ocirepository_controller.go; fluxcd/pkg, git/gogit). */
function isRangeUsed({ object }: Subject): boolean {
  const ref = asMap(nodeAt(object.node, ['spec', 'ref']));
  return ['digest', 'commit', 'name'].every((field) => entryOf(ref, field) === undefined);
}

const operator = '(=||!=|>|<|>=|=>|<=|=<|~|~>|\\^)';
const version =
  'v?[0-9|xX*]+(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?';
/** Constraints that all have to hold, in the grammar of Masterminds/semver 3 (constraints.go). */
const constraints = `^(\\s*${operator}\\s*${version}\\s*)((\\s+|,\\s*)${operator}\\s*${version}\\s*)*$`;

function range(subject: Subject, path: Path): Finding[] {
  const scalar = readable(subject, path);
  if (scalar === undefined) return [];
  // "1.0 - 2.0" is one constraint; two versions stand for it.
  const parts = scalar.text.replaceAll(' - ', ', ').split('||');
  if (scalar.text.length <= 512 && parts.every((part) => matchesPattern(constraints, part) !== false)) return [];
  const message =
    `${path.join('.')} is "${scalar.text}", but must be a range of versions such as "1.x", "^1.2.0", "~1.2" or ">=1.0.0 <2.0.0". ` +
    'Parts that all have to hold stand behind each other, alternatives behind "||".';
  return [found('format', message, scalar.span)];
}

/** The pattern is compiled as Go's `regexp` (image-reflector-controller, internal/policy/filter.go). */
function tagPattern(subject: Subject): Finding[] {
  const scalar = readable(subject, ['spec', 'filterTags', 'pattern']);
  if (scalar === undefined || scalar.text.length > 1_000 || compilePattern(scalar.text) !== undefined) return [];
  // Go takes a name twice.
  const names = Array.from(scalar.text.matchAll(/\(\?P?<(\w+)>/g), ([, name]) => name);
  if (new Set(names).size < names.length) return [];
  const hint = /\(\?<?[=!]/.test(scalar.text) ? ' It has no lookahead or lookbehind.' : '';
  const message = `spec.filterTags.pattern must be a regular expression in RE2 syntax, which "${scalar.text}" is not.${hint}`;
  return [found('format', message, scalar.span)];
}

const ofPolicy = ['semver', 'alphabetical', 'numerical'] as const;

/** The first of several policies counts, without a word; without any the object stalls (internal/policy/factory.go). */
function policies(subject: Subject): Finding[] {
  const policy = asMap(nodeAt(subject.object.node, ['spec', 'policy']));
  const entry = entryOf(asMap(nodeAt(subject.object.node, ['spec'])), 'policy');
  if (policy === undefined || entry === undefined || isSupplied(subject, ['spec', 'policy'])) return [];
  const written = ofPolicy.flatMap((name) => entryOf(policy, name) ?? []);
  if (written.length === 0 && policy.entries.length === 0) {
    const message = `spec.policy needs one of ${ofPolicy.map((name) => `"${name}"`).join(', ')}.`;
    return [found('missing-field', message, entry.key.span)];
  }
  const [first, ...others] = written;
  return others.map(({ key }) => {
    const message = `Of several policies only "${first?.key.text ?? ''}" counts: "${key.text}" is passed over. Remove one of them.`;
    return found('not-allowed', message, key.span, 'warning');
  });
}

function readable(subject: Subject, path: Path) {
  const scalar = scalarAt(subject.object.node, path);
  return scalar === undefined || mayBeReplaced(scalar.text) || isSupplied(subject, path) ? undefined : scalar;
}

function isSupplied({ object, file, context }: Subject, path: Path): boolean {
  return suppliedFields(context.workspace, file.path, patchSubject(object)).has(path);
}

function found(code: Code, message: string, span: Finding['span'], severity: Severity = severityOf(code)): Finding {
  return { code, severity, message, span };
}

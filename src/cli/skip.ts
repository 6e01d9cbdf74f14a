import type { Finding } from '../language/finding.ts';
import type { ManifestDocument, ManifestFile } from '../manifests/manifestFile.ts';
import type { ManifestObject } from '../manifests/manifestObject.ts';
import { asMap, asSequence, entryOf, type Path, type Span, type YamlNode } from '../manifests/yaml/node.ts';
import type { Config } from './config.ts';

/** Whether the name of a file or folder is held against by one of the patterns, as Go's `filepath.Match` reads them. */
export function isSkippedName(name: string, { skipFiles }: Config): boolean {
  return skipFiles.some((pattern) => patternOf(pattern).test(name));
}

const compiled = new Map<string, RegExp>();

/** `*`, `?`, `[a-z]` and `[^a]`; all else is meant as written. A configuration's patterns meet each name of a path. */
function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known;
}

function compile(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\[(\^?)([^\]]+)\]|[\s\S]/g,
    (part: string, not: string | undefined, set: string) => {
      if (part.length > 1) return `[${not ?? ''}${set.replaceAll(/[\\\]^]/g, '\\$&')}]`;
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : part.replace(/[\\^$.|+()[\]{}]/, '\\$&');
    },
  );
  return new RegExp(`^${source}$`, 'u');
}

/** The findings that the configuration does not skip. Spans count from the start of the file. */
export function withoutSkipped(file: ManifestFile, findings: readonly Finding[], config: Config): readonly Finding[] {
  const { skipRules, skipKinds, skipPaths, skipAbsentPaths } = config;
  const skips = [...skipKinds, ...skipPaths, ...skipAbsentPaths];
  if (findings.length === 0 || (skips.length === 0 && !skipRules)) return findings;
  const places = file.documents.flatMap((document) => skippedIn(document, config));
  return findings.filter(
    (finding) => !(skipRules && finding.code === 'rule') && !places.some((place) => place.skips(finding)),
  );
}

interface Skipped {
  skips(finding: Finding): boolean;
}

function skippedIn({ content, start }: ManifestDocument, config: Config): Skipped[] {
  return content.objects.flatMap((object): Skipped[] => {
    const of = (scoped: string): string | undefined => pointerFor(object, scoped);
    const within = (span: Span): Skipped => ({ skips: (finding) => isWithin(finding.span, span, start) });
    const kinds = config.skipKinds.some((kind) => isKind(object, kind)) ? [within(object.node.span)] : [];
    const paths = config.skipPaths.flatMap((scoped) => spanAt(object.node, of(scoped)) ?? []).map(within);
    const absent = config.skipAbsentPaths.flatMap((scoped): Skipped[] => {
      const steps = stepsOf(of(scoped));
      const { span } = object.node;
      const isIt = ({ code, path }: Finding): boolean => code === 'missing-field' && isSame(path, steps);
      return [{ skips: (finding) => isIt(finding) && isWithin(finding.span, span, start) }];
    });
    return [...kinds, ...paths, ...absent];
  });
}

/** `Secret`, `v1/Secret`, `source.toolkit.fluxcd.io/v1/GitRepository`. */
function isKind({ apiVersion, kind }: ManifestObject, wanted: string): boolean {
  return wanted === kind || wanted === `${apiVersion}/${kind}`;
}

/** The pointer of `Secret:/sops` or `/sops` where it is meant for the object. */
function pointerFor(object: ManifestObject, scoped: string): string | undefined {
  const colon = scoped.indexOf(':/');
  if (colon < 0) return scoped;
  return isKind(object, scoped.slice(0, colon)) ? scoped.slice(colon + 1) : undefined;
}

/** The steps of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string | undefined): readonly string[] | undefined {
  if (pointer === undefined || pointer === '') return pointer === '' ? [] : undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether a pointer's steps are those of a path, whose items are numbered. */
function isSame(path: Path | undefined, steps: readonly string[] | undefined): boolean {
  return path?.length === steps?.length && path?.every((step, index) => String(step) === steps?.[index]) === true;
}

/** The stretch of a document that a JSON pointer leads to, key included. */
function spanAt(root: YamlNode, pointer: string | undefined): Span | undefined {
  const steps = stepsOf(pointer);
  if (steps === undefined || steps.length === 0) return steps && root.span;
  let node: YamlNode | undefined = root;
  let span: Span | undefined;
  for (const step of steps) {
    const entry = entryOf(asMap(node), step);
    node = entry?.value ?? asSequence(node)?.items[Number(step)];
    span = entry?.span ?? node?.span;
    if (span === undefined) return undefined;
  }
  return span;
}

function isWithin(inner: Span, outer: Span, start: number): boolean {
  return inner.start >= outer.start + start && inner.end <= outer.end + start;
}

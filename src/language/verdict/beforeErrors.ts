import type { DocumentContent } from '../../manifests/manifestFile.ts';
import type { YamlNode } from '../../manifests/yaml/node.ts';
import type { Code } from '../codes.ts';
import type { Finding } from '../finding.ts';

/** Codes of findings that follow from the place alone that they stand at, and not from what else is or is not there. */
const local: ReadonlySet<string> = new Set<Code>([
  'unknown-field',
  'wrong-type',
  'not-allowed',
  'pattern',
  'format',
  'out-of-range',
  'duplicate-key',
  'metadata',
  'deprecated-version',
  'removed-version',
  'unknown-kind',
  'unknown-version',
  'flux-v1',
  'short-interval',
  'bad-substitution',
  'undeclared-variable',
]);

/**
 * The findings that are sure although the document is no YAML: those that stand before the line of its first error, outside
 * of what is still open there, and that nothing behind it could refute. How a broken tree goes on is a guess, and what
 * follows from guesses would hide the error itself.
 */
export function beforeErrors(content: DocumentContent, findings: readonly Finding[]): readonly Finding[] {
  const errors = content.problems.filter(({ warning }) => !warning);
  if (errors.length === 0) return findings;
  const end = soundUntil(content, Math.min(...errors.map(({ span }) => span.start)));
  return findings.filter(({ code, span }) => local.has(code) && span.end <= end);
}

/** Where the line of an error begins, or before it the brace, bracket or text that is open there. */
function soundUntil({ root, text }: DocumentContent, error: number): number {
  const line = text.lastIndexOf('\n', Math.min(error, text.length) - 1) + 1;
  let end = line;
  const walk = (node: YamlNode | undefined): void => {
    if (node === undefined || node.span.end < line || node.span.start >= end) return;
    if (node.type === 'scalar' || (node.type !== 'alias' && node.flow)) end = node.span.start;
    else if (node.type === 'map') for (const { key, value } of node.entries) [key, value].forEach(walk);
    else if (node.type === 'sequence') node.items.forEach(walk);
  };
  walk(root);
  return end;
}

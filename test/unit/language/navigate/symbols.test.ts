import { expect, it } from 'vitest';
import { symbols, type FileSymbol } from '../../../../src/language/navigate/symbols.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';

/** The outline as indented lines: `object Kustomization/apps (flux-system)`. */
function outline(text: string): string[] {
  const lines = (symbol: FileSymbol, indent: string): string[] => [
    `${indent}${symbol.kind} ${symbol.name}${symbol.detail === '' ? '' : ` (${symbol.detail})`}`,
    ...symbol.children.flatMap((child) => lines(child, `${indent}  `)),
  ];
  return symbols(readManifest('/repo/file.yaml', text)).flatMap((symbol) => lines(symbol, ''));
}

it('lists objects with their fields', () => {
  const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: vars
  namespace: apps
data:
  a: |
    long
---
apiVersion: v1
kind: Secret
metadata: {name: s}
list: [1]
`;
  expect(outline(text)).toEqual([
    'object ConfigMap/vars (apps)',
    '  value apiVersion (v1)',
    '  value kind (ConfigMap)',
    '  field metadata',
    '    value name (vars)',
    '    value namespace (apps)',
    '  field data',
    '    value a',
    'object Secret/s (v1)',
    '  value apiVersion (v1)',
    '  value kind (Secret)',
    '  field metadata',
    '    value name (s)',
    '  list list (1 item)',
  ]);
});

it('lists the items of a List', () => {
  const text = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n';
  expect(outline(text)).toContain('object Pod/a (v1)');
});

it('lists the fields of what is no object', () => {
  expect(outline('resources:\n  - a\n  - b\nnamespace: x\n')).toEqual([
    'list resources (2 items)',
    'value namespace (x)',
  ]);
  expect(outline('a: 1\n---\nkind: Kustomization\n')).toEqual([
    'document a',
    '  value a (1)',
    'document Kustomization',
    '  value kind (Kustomization)',
  ]);
  expect(outline('# nothing\n')).toEqual([]);
});

it('places names within their symbols', () => {
  const text = 'a: 1\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec: {}\n';
  const check = ({ span, nameSpan, children }: FileSymbol): void => {
    expect(nameSpan.start).toBeGreaterThanOrEqual(span.start);
    expect(nameSpan.end).toBeLessThanOrEqual(span.end);
    children.forEach(check);
  };
  const found = symbols(readManifest('/repo/file.yaml', text));
  found.forEach(check);
  const pod = found[1];
  expect(text.slice(pod?.nameSpan.start, pod?.nameSpan.end)).toBe('web');
});

import { expect, it } from 'vitest';
import { complete } from '../../../src/language/complete/complete.ts';
import { foldingRanges } from '../../../src/language/navigate/folding.ts';
import { hover } from '../../../src/language/hover/hover.ts';
import { symbols } from '../../../src/language/navigate/symbols.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { knowing } from './helpContext.ts';

const whole = `# yaml-language-server: $schema=x
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: &meta
  name: "apps"
  labels: {a: b, 'c': "d", e: \${F:=g}}
spec:
  dependsOn:
  - name: infra
  - {name: x, namespace: y}
  patches:
    - target: {kind: HelmRelease}
      patch: |-
        - op: add
          path: /spec/chartRef
          value:
            kind: OCIRepository
    - patch: |
        apiVersion: apps/v1
        kind: Deployment
        spec: {replicas: 1}
  postBuild:
    substitute:
      text: >
        folded
---
kind: List
apiVersion: v1
items: [{apiVersion: v1, kind: Pod, metadata: *meta}]
`;

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ': ',
  ':',
  '\n',
  '- ',
  '"',
  "'",
  '|\n',
  '&a ',
  '*meta',
  '#',
  '\t',
  '---\n',
  '${',
  ' ',
  '? ',
];

/** Numbers from 0 up to 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
}

it('answers anywhere in any text, with replacements on the line of the cursor', () => {
  const next = random(11);
  const upTo = (end: number): number => Math.floor(next() * end);
  const context = knowing();
  for (let round = 0; round < 250; round++) {
    let text = round % 2 === 0 ? whole : whole.replaceAll('\n', '\r\n');
    for (let change = upTo(5); change > 0; change--) {
      const at = upTo(text.length);
      const piece = next() < 0.5 ? (pieces[upTo(pieces.length)] ?? '') : '';
      text = text.slice(0, at) + piece + text.slice(at + (piece === '' ? upTo(30) : 0));
    }
    const file = readManifest('/repo/file.yaml', text);
    const offset = upTo(text.length + 1);
    const { line } = file.lines.positionAt(offset);
    const wrong = complete(file, offset, context).items.filter(
      ({ span: { start, end } }) =>
        start > offset || end < offset || [start, end].some((at) => file.lines.positionAt(at).line !== line),
    );
    if (wrong.length > 0) expect([text, offset, wrong]).toEqual([]);
    hover(file, offset, context);
    symbols(file);
    foldingRanges(file);
  }
});

import { describe, expect, it } from 'vitest';
import { embeddedDocuments } from '../../../../src/manifests/yaml/embedded.ts';
import { asScalar, nodeAt } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { marked } from '../../fixtures/marked.ts';

describe('embeddedDocuments', () => {
  it('places what stands in the second document of a block', () => {
    const { text, ranges } = marked(`patches:
  - patch: |-
      kind: A
      ---
      kind: B
      spec:
        field: «here»
`);
    const scalar = asScalar(nodeAt(parseYaml(text).root, ['patches', 0, 'patch']));
    const documents = scalar === undefined ? [] : embeddedDocuments(text, scalar);
    expect(documents.map(({ content }) => content.text.trim().split('\n').length)).toEqual([1, 4]);
    const span = nodeAt(documents[1]?.content.root, ['spec', 'field'])?.span ?? { start: 0, end: 0 };
    expect(documents[1]?.outer(span)).toEqual({ start: ranges[0]?.start, end: ranges[0]?.end });
  });
});

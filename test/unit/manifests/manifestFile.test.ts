import { expect, it } from 'vitest';
import { documentAt, readManifest } from '../../../src/manifests/manifestFile.ts';

const text = 'kind: A\napiVersion: v1\n---\nkind: B\napiVersion: v1\n---\nkind: A\napiVersion: v1\n';

it('keeps what is known of documents that did not change, wherever they move', () => {
  const before = readManifest('/f.yaml', text);
  const after = readManifest('/f.yaml', `# new\n${text}`, before);
  expect(after.documents.map(({ content }) => before.documents.some((one) => one.content === content))).toEqual([
    false,
    true,
    true,
  ]);
  expect(after.documents.map(({ start }) => start)).toEqual(
    before.documents.map(({ start }) => (start > 0 ? start + 6 : 0)),
  );
});

it('finds the document of an offset, the later one at a border', () => {
  const file = readManifest('/f.yaml', text);
  const kindAt = (offset: number): string | undefined => documentAt(file, offset)?.content.objects[0]?.kind;
  expect([0, 22, 23, 30, 50, text.length].map(kindAt)).toEqual(['A', 'A', 'B', 'B', 'A', 'A']);
});

it('opens lists', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: s}}\n- 3\n- {kind: X}\n';
  const [document] = readManifest('/l.yaml', list).documents;
  expect(document?.content.objects.map(({ kindId, name, path }) => [kindId, name, path])).toEqual([
    ['/Secret', 's', ['items', 0]],
  ]);
});

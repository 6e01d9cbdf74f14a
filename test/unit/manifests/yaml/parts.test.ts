import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutated } from '../../../fuzz/mutate.ts';
import { randomFrom } from '../../../fuzz/random.ts';
import { seeds } from '../../../fuzz/seeds.ts';
import { readDocument, readManifest } from '../../../../src/manifests/manifestFile.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { parseInParts, type Cutting, type Parts } from '../../../../src/manifests/yaml/parts.ts';
import { documentSpans } from '../../../../src/manifests/yaml/split.ts';

const none: Parts = new Map();
/** Short enough for many to be read in a moment. */
const short = seeds.filter(({ text }) => text.length < 4000);
const finest: Cutting = { part: 0, entry: 0 };

/** Reads a text in parts, if it can be, and as a whole. Returns the parts. */
function compare(text: string, kept: Parts, sizes: Cutting): Parts | undefined {
  const inParts = parseInParts(text, kept, sizes);
  if (inParts === undefined) return undefined;
  const { root, problems, parts } = inParts;
  expect({ root, problems }).toEqual(parseYaml(text));
  return parts;
}

const list = `# The first.
apiVersion: v1
kind: Deployment
spec:
  template: # of the pods
    containers:
    - name: a
      args: [x, "y: z"]

    # The second.
    - name: b
      command:
        # Nothing yet.
    - name: c
      script: |2
         one
          two

  # Not of the script.
  other: >-
    folded
    text
status:
# The end.
`;

describe('parts of a document', () => {
  it('mean what they mean in the whole', () => {
    const parts = compare(list, none, finest);
    expect(parts?.size).toBeGreaterThan(8);
  });

  it('are read again only where the text changed', () => {
    const before = parseInParts(list, none, finest)?.parts ?? none;
    const after = compare(list.replace('name: a', 'name: ab'), before, finest) ?? none;
    expect([...after.keys()].filter((text) => !before.has(text))).toEqual([
      '    - name: ab\n      args: [x, "y: z"]\n\n    # The second.\n    ',
    ]);
  });

  it('may hold a key that has no colon yet', () => {
    const text = list.replace('args: [x, "y: z"]', 'arg');
    expect(parseYaml(text).problems).toHaveLength(1);
    expect(compare(text, none, finest)?.size).toBeGreaterThan(8);
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x\n'],
    ['a quoted scalar over its borders', 'a: "b\nc: d"\ne: f\n'],
    ['braces over its borders', 'a: {\nb: c\n}\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['an end', 'a: b\n...\n'],
    ['content behind its marker', '--- {a: b}\n'],
    ['a complex key', '? a\n: b\n'],
    ['a merge key', '<<: {a: b}\n'],
    ['line ends of Windows', 'a: b\r\nc: d\r\n'],
    ['a scalar alone', 'a\n'],
    ['nothing but comments', '# a\n'],
    ['a tab', 'a:\n\tb: c\n'],
  ])('are not read where a document has %s', (_, text) => {
    expect(parseInParts(text, none, finest)).toBeUndefined();
  });

  it('are the same as the whole, whatever happens to the text', () => {
    const sizes = fc.record({ part: fc.constantFrom(0, 1, 40, 500), entry: fc.constantFrom(0, 60, 400) });
    fc.assert(
      fc.property(fc.integer(), sizes, (seed, cutting) => {
        const random = randomFrom(seed);
        let { text } = random.pick(short);
        let kept = none;
        for (let edits = 0; edits < 6; edits++) {
          for (const { start, end } of documentSpans(text)) {
            kept = compare(text.slice(start, end), kept, cutting) ?? kept;
          }
          const next = random.once(3)
            ? mutated(text, random, list)
            : typed(text, random.number(text.length + 1), random.pick([' ', '\n', ':', '-', '#', '"', 'a']));
          if (random.once(2)) text = next;
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a long document', () => {
  const long = `items:\n${Array.from({ length: 2000 }, (_, index) => `  - name: item-${index}\n`).join('')}`;
  const edited = long.replace('item-1000', 'item-x');

  it('keeps the nodes before a change', () => {
    const before = readManifest('/repo/a.yaml', long);
    const after = readManifest('/repo/a.yaml', edited, before);
    const nodes = ({ documents }: typeof before) => JSON.stringify(documents[0]?.content.root);
    expect(nodes(after)).toBe(JSON.stringify(parseYaml(edited).root));
    const items = ({ documents }: typeof before) => {
      const root = documents[0]?.content.root;
      const value = root?.type === 'map' ? root.entries[0]?.value : undefined;
      return value?.type === 'sequence' ? value.items : [];
    };
    expect(items(after)[0]).toBe(items(before)[0]);
  });

  it('keeps its parts while it is broken', () => {
    const { parts } = readDocument(long);
    const broken = readDocument(long.replace('item-1000', '"item'), parts);
    expect(broken.problems).not.toEqual([]);
    expect(broken.parts).toBe(parts);
  });
});

function typed(text: string, at: number, letter: string): string {
  return text.slice(0, at) + letter + text.slice(at);
}

import type { Random } from './random.ts';

/** A text that is a strain by its shape: how long it gets is up to `size`, about the number of characters. */
export type Shape = (size: number, random: Random) => string;

const object =
  'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  interval: 1m\n  values:\n';

/** Texts that are nested, repeated or long beyond reason. */
export const shapes: readonly Shape[] = [
  // Nested deeply.
  (size) => '['.repeat(size),
  (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
  (size) => '{a: '.repeat(size / 4),
  (size) => `${object}    a: ${'{b: ['.repeat(size / 10)}${']}'.repeat(size / 10)}\n`,
  (size) => '- '.repeat(size / 2),
  (size) => '? '.repeat(size / 2),
  (size) => stairs(Math.sqrt(size)),
  (size) => object + stairs(Math.sqrt(size), '    '),
  (size) => `${object}    a: |\n${stairs(Math.sqrt(size), '      ')}`,
  (size) => '"'.repeat(size),
  (size) => `a: ${'${A:='.repeat(size / 5)}x${'}'.repeat(size / 5)}\n`,
  (size) => `${object}    a: "${'${A:-'.repeat(size / 6)}"\n`,
  // Aliases that multiply.
  (_, random) => laughs(6 + random.number(20), 4 + random.number(12)),
  (_, random) => object + laughs(6 + random.number(20), 4 + random.number(12), '    '),
  (_, random) => merges(4 + random.number(20), 2 + random.number(9)),
  () => 'a: &a [*a, *a]\nb: &b {c: *b, <<: *b}\n',
  (size) => `a: &${'x'.repeat(size)} 1\nb: *${'x'.repeat(size)}\n`,
  (size) => `a: &a b\n${'- *a\n'.repeat(size / 5)}`,
  (size) => `a: &a {b: c}\nd: [${'*a, '.repeat(size / 4)}]\n`,
  // Much of one thing.
  (size) => `a: ${'x'.repeat(size)}\n`,
  (size) => `a: |\n${'  x\n'.repeat(size / 4)}`,
  (size) => `a: "${'\\n'.repeat(size / 2)}"\n`,
  (size) => counted(size / 10, (index) => `k${index}: v\n`),
  (size) => object + counted(size / 14, (index) => `    k${index}: v\n`),
  (size) => 'k: v\n'.repeat(size / 5),
  (size) => `${object}${'    k: v\n'.repeat(size / 9)}`,
  (size) => '- x\n'.repeat(size / 4),
  (size) => `[${'x, '.repeat(size / 3)}]`,
  (size) => '---\n'.repeat(size / 4),
  (size) => `---\n${object}`.repeat(size / (object.length + 4)),
  (size) => counted(size / 60, (index) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m${index}}\n`),
  (size) =>
    `apiVersion: v1\nkind: List\nitems:\n${'- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n'.repeat(size / 56)}`,
  (size) => '# comment\n'.repeat(size / 10),
  (size) => '\n'.repeat(size),
  (size) => ' '.repeat(size),
  (size) => '\t'.repeat(size),
  (size) => ':'.repeat(size),
  (size) => `${object}    a: ${'$'.repeat(size)}{\n`,
  (size) => `${object}    a: ${'${'.repeat(size / 2)}\n`,
  (size) => `${object}    a: ${'<< '.repeat(size / 3)}\n`,
  (size) => '# sluice-ignore\n'.repeat(size / 16),
  (size) => `kind: Kustomization\nresources:\n${'- a.yaml\n'.repeat(size / 9)}`,
  (size) => `kind: Kustomization\npatches:\n${'- patch: |\n    - op: remove\n      path: /a\n'.repeat(size / 40)}`,
  (size) => `kind: Kustomization\npatches:\n- patch: |\n    - op: remove\n      path: ${'/a'.repeat(size / 2)}\n`,
  // Rules that compare everything with everything.
  (size) => routes(size / 90),
];

function stairs(depth: number, indent = ''): string {
  return counted(depth, (index) => `${indent}${' '.repeat(index)}a:\n`);
}

function laughs(levels: number, times: number, indent = ''): string {
  return counted(levels, (level) => {
    const items = level === 0 ? 'x' : `*l${level - 1}`;
    return `${indent}l${level}: &l${level} [${Array.from({ length: times }, () => items).join(', ')}]\n`;
  });
}

function merges(levels: number, times: number): string {
  return counted(levels, (level) => {
    const before = Array.from({ length: times }, () => `*m${level - 1}`).join(', ');
    return `m${level}: &m${level}\n  k${level}: v\n${level === 0 ? '' : `  <<: [${before}]\n  n: {<<: *m${level - 1}}\n`}`;
  });
}

function routes(count: number): string {
  const head = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\nspec:\n  parentRefs:\n';
  return head + counted(count, (index) => `  - {group: g, kind: Gateway, name: n${index}, sectionName: s}\n`);
}

function counted(count: number, make: (index: number) => string): string {
  return Array.from({ length: Math.max(0, Math.floor(count)) }, (_, index) => make(index)).join('');
}

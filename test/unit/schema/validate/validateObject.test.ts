import { describe, expect, it } from 'vitest';
import { customKind, findingsIn, head, judged } from './judged.ts';

const fields = customKind({
  type: 'object',
  required: ['interval'],
  properties: {
    interval: { type: 'string', pattern: '^[0-9]+[smh]$' },
    prune: { type: 'boolean' },
    retries: { type: 'integer', minimum: 0, maximum: 5 },
    mode: { type: 'string', enum: ['Always', 'Never'] },
    ref: { type: 'object', properties: { name: { type: 'string' } } },
    url: { type: 'string', pattern: '^(http|https|ssh)://.*$' },
    source: { type: 'string', enum: ['GitRepository', 'Bucket', 'HelmRepository', 'HelmChart'] },
    timeout: { type: 'string', pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$' },
    port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    short: { type: 'string', minLength: 2, maxLength: 3 },
    since: { type: 'string', format: 'date-time' },
    items: {
      type: 'array',
      maxItems: 3,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, count: { type: 'integer' } },
      },
    },
    words: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
  },
});

const withSpec = (spec: string): string => `${head}spec:\n  interval: 1m\n${spec}`;

describe('validateObject', () => {
  it.each(
    [
      ['', 'prune: true', 'retries: 5', 'mode: Never', 'port: 80', 'port: http', 'free: {any: [thing, 1]}'],
      ['labels: {a: b}', 'short: äöü', 'since: 2026-01-31T12:00:00Z', 'items: [{name: a}, {name: b, count: 1}]'],
      ['words: [a, b]', 'retries: 1.0', 'retries: 0x5', 'port: "80"'],
    ].flat(),
  )('has nothing to say about %s', (field) => {
    expect(findingsIn(withSpec(field === '' ? '' : `  ${field}\n`), fields)).toEqual([]);
  });

  it.each([
    ['  «prunee¦unknown-field: "prunee" is not a field of Thing.spec. Did you mean "prune"?»: true'],
    ['  «xyz¦unknown-field: "xyz" is not a field of Thing.spec.»: true'],
    ['  prune: «"yes"¦wrong-type: spec.prune must be true or false, not the text "yes". Remove the quotes.»'],
    [
      '  prune: «null¦wrong-type: spec.prune must be true or false, not null. Server-side apply, by which Flux applies, refuses it; leave the field out.»',
    ],
    ['  prune: «maybe¦wrong-type: spec.prune must be true or false, not the text "maybe".»'],
    ['  ref: «web¦wrong-type: spec.ref must be a map, not the text "web". Write "name: web".»'],
    [
      '  source: «GitRepo¦not-allowed: spec.source cannot be "GitRepo"; allowed: "GitRepository", "Bucket", "HelmRepository" or "HelmChart". Did you mean "GitRepository"?»',
    ],
    [
      '  source: «Helm¦not-allowed: spec.source cannot be "Helm"; allowed: "GitRepository", "Bucket", "HelmRepository" or "HelmChart".»',
    ],
    [
      '  timeout: «5¦wrong-type: spec.timeout must be a duration such as "30s", "5m" or "1h30m" (units: ms, s, m and h), not the number 5.»',
    ],
    [
      '  url: «git@host.example:me/it.git¦pattern: spec.url is "git@host.example:me/it.git", but must be a text that begins with "http://", "https://" or "ssh://". Did you mean "ssh://git@host.example/me/it.git"?»',
    ],
    [
      '  «ref¦wrong-type: spec.ref is empty: what belongs to it is not indented below it.»:\n  «name¦unknown-field: "name" is not a field of Thing.spec. It is one of "ref", which is empty: indent it below that.»: web',
    ],
    ['  retries: «6¦out-of-range: spec.retries is 6, but must be at most 5.»'],
    ['  retries: «-1¦out-of-range: spec.retries is -1, but must be at least 0.»'],
    ['  retries: «1.5¦wrong-type: spec.retries must be a whole number, not the number 1.5.»'],
    ['  retries: «"3"¦wrong-type: spec.retries must be a whole number, not the text "3". Remove the quotes.»'],
    [
      '  mode: «always¦not-allowed: spec.mode cannot be "always"; allowed: "Always" or "Never". Did you mean "Always"?»',
    ],
    [
      "  mode: «on¦wrong-type: spec.mode must be text, not the boolean true. In Kubernetes' YAML on is the boolean true; quote it.»",
    ],
    [
      "  labels: {a: «0777¦wrong-type: spec.labels.a must be text, not the number 511. In Kubernetes' YAML 0777 is the number 511; quote it.»}",
    ],
    ['  labels: {a: «5¦wrong-type: spec.labels.a must be text, not the number 5. Quote it.»}'],
    ['  port: «true¦wrong-type: spec.port must be a whole number or text, not the boolean true. Quote it.»'],
    ['  free: «[]¦wrong-type: spec.free must be a map, not a list.»'],
    [
      '  «n¦unknown-field: "false" is not a field of Thing.spec. In Kubernetes\' YAML the key n is the boolean false; quote it.»: 1',
    ],
    ['  short: «a¦size: spec.short must have at least 2 characters.»'],
    ['  short: «abcd¦size: spec.short has 4 characters; at most 3 are allowed.»'],
    ['  since: «now¦format: spec.since is "now", but must be a date and time, e.g. 2026-01-31T12:00:00Z.»'],
    ['  items: [{«count¦missing-field: Thing.spec.items[0] lacks the required field "name".»: 1}]'],
    [
      '  items: [{name: a}, «{name: a}¦duplicate-item: spec.items[1] has the same name "a" as item 1; each may stand once.»]',
    ],
    ['  words: [a, «a¦duplicate-item: spec.words[1] is the same as item 1; each may stand once.»]'],
    [
      '  prune: true\n  «prune¦duplicate-key: "prune" is set twice in the same map, which the API server and kustomize refuse. Remove one.»: true',
    ],
  ])('finds %s', (spec) => {
    expect(judged(withSpec(spec), fields)).toBe(withSpec(spec));
  });

  it('finds what is missing', () => {
    const source = `${head}«spec¦missing-field: Thing.spec lacks the required field "interval".»:\n  prune: true\n`;
    expect(judged(source, fields)).toBe(source);
  });

  it('checks patterns', () => {
    const source = `${head}spec:\n  interval: «1d¦pattern: spec.interval is "1d", which does not match ^[0-9]+[smh]$.»\n`;
    expect(judged(source, fields)).toBe(source);
  });

  it('accepts anything where a variable stands', () => {
    const text = `${head}spec:\n  interval: \${I}\n  prune: \${P}\n  retries: \${R}\n  mode: \${M}\n  items: \${X}\n  \${K}: a\n`;
    expect(findingsIn(text, fields, { mode: 'object', isOpaque: (part) => part.includes('${') })).toEqual([]);
  });

  it('misses nothing that something else supplies', () => {
    const isSupplied = (path: readonly (string | number)[]): boolean => path.join('.') === 'spec.interval';
    expect(findingsIn(`${head}spec: {}\n`, fields, { mode: 'object', isSupplied })).toEqual([]);
  });

  it('judges a patch by known fields and types alone', () => {
    const text =
      'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: one\nspec:\n  $patch: merge\n  prune: null\n' +
      '  $setElementOrder/items: [{name: a}]\n  items:\n  - $patch: delete\n    name: a\n  mode: «5¦wrong-type: spec.mode must be text, not the number 5. Quote it.»\n';
    expect(judged(text, fields, { mode: 'patch' })).toBe(text);
  });

  it('places what lies behind an alias at the alias, once', () => {
    const source = `${head}spec:\n  interval: 1m\n  free:\n    x: &x {name: a, count: a}\n  items: [«*x¦wrong-type: spec.items[0].count must be a whole number, not the text "a".»]\n`;
    expect(judged(source, fields)).toBe(source);
  });

  it('places a field that an alias brings at the alias', () => {
    const source = `${head}spec:\n  interval: 1m\n  free:\n    x: &x {name: a, cuont: 1}\n  items: [«*x¦unknown-field: "cuont" is not a field of Thing.spec.items[0]. Did you mean "count"?»]\n`;
    expect(judged(source, fields)).toBe(source);
    const [found] = findingsIn(source.replace(/«|¦[^»]*»/g, ''), fields);
    expect(found?.fixes).toBeUndefined();
  });

  it('places what a merge brings at the merge', () => {
    const source = `${head}spec:\n  interval: 1m\n  free:\n    x: &x {prunee: true}\n  <<: «*x¦unknown-field: "prunee" is not a field of Thing.spec. Did you mean "prune"?»\n`;
    expect(judged(source, fields)).toBe(source);
  });

  it('looks in a status only for what cannot be decoded', () => {
    const status = { type: 'object', properties: { phase: { type: 'string', enum: ['a'] } } } as const;
    const kind = customKind({ type: 'object' }, { properties: { status } });
    const source = `${head}status:\n  phase: b\n`;
    expect(judged(source, kind)).toBe(source);
    const wrong = `${head}status:\n  phase: «1¦wrong-type: status.phase must be text, not the number 1. Quote it.»\n`;
    expect(judged(wrong, kind)).toBe(wrong);
  });

  it.each([
    [{ minimum: 1, maximum: 3 }, ['1', '3'], ['0', '4']],
    [{ minimum: 1, maximum: 3, exclusiveMinimum: true, exclusiveMaximum: true }, ['2'], ['1', '3']],
    [{ multipleOf: 5 }, ['10', '0', '-5'], ['7']],
    [{ format: 'int32' }, ['2147483647'], ['2147483648', '-2147483649']],
  ])('knows the bounds %j', (bounds, good, bad) => {
    const kind = customKind({ type: 'object', properties: { count: { type: 'integer', ...bounds } } });
    const codes = (n: string): string[] => findingsIn(`${head}spec: {count: ${n}}\n`, kind).map(({ code }) => code);
    for (const n of good) expect(codes(n)).toEqual([]);
    for (const n of bad) expect(codes(n)).toEqual(['out-of-range']);
  });

  it('mends what it can', () => {
    const fixed = (field: string): string | undefined => {
      const text = withSpec(`  ${field}\n`);
      const edit = findingsIn(text, fields)[0]?.fixes?.[0]?.edits[0];
      if (edit === undefined) return undefined;
      return (text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)).split('\n').at(-2)?.trim();
    };
    expect(fixed('prunee: true')).toBe('prune: true');
    expect(fixed('mode: always')).toBe('mode: Always');
    expect(fixed('mode: on')).toBe('mode: "on"');
    expect(fixed('retries: "3"')).toBe('retries: 3');
  });

  it('does not look at more than it can', () => {
    const lines = ['x0: &x0 [a, a]'];
    for (let at = 1; at < 30; at++) lines.push(`x${at}: &x${at} [*x${at - 1}, *x${at - 1}]`);
    const text = withSpec(`  free:\n${lines.map((line) => `    ${line}\n`).join('')}`);
    const open = customKind({
      type: 'object',
      properties: { interval: { type: 'string' }, free: { type: 'object', additionalProperties: list(40) } },
    });
    expect(findingsIn(text, open).map(({ code }) => code)).toContain('size');
  });
});

function list(depth: number): import('../../../../src/schema/schema.ts').Schema {
  return depth === 0 ? { type: 'string' } : { 'x-kubernetes-preserve-unknown-fields': true, items: list(depth - 1) };
}

import { describe, expect, test } from 'vitest';
import { formatDiff } from '../../../../src/cli/diff/output/diffOutput.ts';
import { changed, configMap, dangerous, kustomization, report, state } from '../../diff/report/predictions.ts';

const facts = { version: '1.2.3', color: false };
const quiet = report(kustomization('apps', [configMap('web', 'unchanged')]));
const news = report(
  kustomization('apps', [changed, dangerous], { certainty: { level: 'approximate', reason: 'no digest' } }),
);

describe('text', () => {
  test('says in one line that nothing changes', () => {
    expect(formatDiff('text', quiet, facts)).toBe('staging: no changes, in 1 Kustomization\n');
  });

  test('shows dangers first, names aligned, and the lines that change', () => {
    expect(formatDiff('text', news, facts)).toBe(
      [
        'staging: 1 changed, 1 pruned, in 1 Kustomization',
        '',
        'flux-system/apps: 1 changed, 1 pruned',
        '  -  PersistentVolumeClaim/data  shop  pruned',
        '      deletes PersistentVolumeClaim/data: its data goes with it',
        '  ~  ConfigMap/web               shop  changed  apps/web.yaml:3',
        '         d: "1"',
        '         e: "1"',
        '      -  f: "1"',
        '      +  f: "2"',
        '  note: approximate: no digest',
        '',
      ].join('\n'),
    );
  });

  test('has colours only where they are wanted, and never those of a message', () => {
    const message = '\u001b[2Jcleared';
    const refused = report(kustomization('apps', [configMap('web', 'error', { message })]));
    expect(formatDiff('text', refused, facts)).not.toContain('\u001b');
    expect(formatDiff('text', refused, { ...facts, color: true })).not.toContain('\u001b[2J');
    expect(formatDiff('text', news, { ...facts, color: true })).toContain('\u001b[32m');
  });
});

test('json holds what is known of each object that is news', () => {
  const read = JSON.parse(formatDiff('json', news, facts)) as { kustomizations: { objects: unknown[] }[] };
  expect(read).toMatchObject({
    schema: 1,
    version: '1.2.3',
    context: 'staging',
    result: 'changes',
    counts: { change: 1, prune: 1 },
    kustomizations: [{ namespace: 'flux-system', name: 'apps', status: 'existing', blockers: [] }],
  });
  expect(read.kustomizations[0]?.objects).toMatchObject([
    { kind: 'PersistentVolumeClaim', action: 'prune', dangers: [{ code: 'dataDeleted' }], after: null },
    { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'web', origin: { line: 3 }, isBlocked: false },
  ]);
  expect(JSON.parse(formatDiff('json', quiet, facts))).toMatchObject({ kustomizations: [{ objects: [] }] });
});

describe('markdown', () => {
  test('has a headline, dangers at the top of the table, and a diff to unfold', () => {
    const lines = formatDiff('markdown', news, facts).split('\n');
    expect(lines[0]).toBe('### ℹ️ Flux: staging: 1 changed, 1 pruned, in 1 Kustomization');
    expect(lines.slice(2, 6)).toEqual([
      '| | Object | Namespace | What | Kustomization |',
      '| - | - | - | - | - |',
      '| ⚠️ | `PersistentVolumeClaim/data` | shop | pruned: deletes PersistentVolumeClaim/data: its data goes with it | `flux-system/apps` |',
      '| `~` | `ConfigMap/web` | shop | changed | `flux-system/apps` |',
    ]);
    expect(lines).toContain('<details><summary>~ ConfigMap/web in shop: changed</summary>');
    expect(lines).toContain('+  f: "2"');
  });

  test('takes what a cluster says as text', () => {
    const message = 'no | <img src=x> @everyone #1 [a](http://b) ![c](d)\nend';
    const text = formatDiff('markdown', report(kustomization('apps', [configMap('web', 'error', { message })])), facts);
    const row = text.split('\n').find((line) => line.startsWith('|') && line.includes('refused')) ?? '';
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(row).not.toMatch(/[<>@]|\]\(|(?<!&)#/);
  });

  test('does not show as deleted what the API server refused', () => {
    const refused = configMap('web', 'error', { before: state({ a: '1' }), message: 'field is immutable' });
    const text = formatDiff('markdown', report(kustomization('apps', [refused])), facts);
    expect(text).toContain('field is immutable');
    expect(text).not.toContain('<details>');
  });

  test('fences what holds fences', () => {
    const after = state({ text: '```\n</details>\n````\n' });
    const text = formatDiff('markdown', report(kustomization('apps', [configMap('web', 'create', { after })])), facts);
    expect(text).toContain('\n`````diff\n');
  });

  test('fits into a comment', () => {
    const after = state({ text: 'x'.repeat(20_000) });
    const many = Array.from({ length: 300 }, (_, index) => configMap(`web-${index}`, 'create', { after }));
    const text = formatDiff('markdown', report(kustomization('apps', many)), facts);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('256 more diffs are left out here.');
    expect(text).toContain('200 more rows are left out here.');
  });
});

test.each(['text', 'json', 'markdown'] as const)('%s says of each Kustomization when it takes effect', (output) => {
  const effects = ['The source follows branch live.'];
  const both = report(kustomization('apps', [changed], { effects }), kustomization('infra', [dangerous], { effects }));
  expect(formatDiff(output, both, facts).split('The source follows branch live.')).toHaveLength(3);
});

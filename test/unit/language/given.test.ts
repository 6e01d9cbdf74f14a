import { describe, expect, it } from 'vitest';
import { objectMeta } from '../../../src/schema/objectMeta.ts';
import { emptyWorkspace } from '../../../src/manifests/workspace/workspace.ts';
import { anyKind, contextOf, findingsIn, judged, judgedFiles, workspaceOf } from './judge.ts';

const kinds = [
  anyKind('example.org/v1 Widget', {
    schema: {
      type: 'object',
      required: ['size'],
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: objectMeta,
        size: { type: 'integer' },
        parts: { type: 'object', properties: { a: { type: 'object' } } },
      },
    },
  }),
];

const widget = (fields: string, kind = 'Widget') =>
  `apiVersion: example.org/v1\nkind: ${kind}\nmetadata:\n  name: a\n${fields}`;

const patched = (patch: string) => `resources: [a.yaml]
patches:
  - target: {kind: Widget}
    patch: |
      apiVersion: example.org/v1
      kind: Widget
      metadata: {name: x}
      ${patch}
`;

describe('what patches give', () => {
  it('need not be written', () => {
    const files = { 'kustomization.yaml': patched('size: 1'), 'a.yaml': widget('') };
    expect(judgedFiles(files, { kinds })).toEqual(files);
    const other = { ...files, 'kustomization.yaml': patched('parts: {}') };
    expect(judgedFiles(other, { kinds })['a.yaml']).toContain('«Widget¦missing-field»');
  });

  it('drops the nulls of the object', () => {
    const nulls = widget('size: 1\nparts:\n  a:\n');
    const files = { 'kustomization.yaml': patched('parts: {}'), 'a.yaml': nulls };
    expect(judgedFiles(files, { kinds })).toEqual(files);
    const alone = widget('size: 1\nparts:\n  «a¦wrong-type»:\n');
    expect(judged(alone, contextOf({ kinds }))).toBe(alone);
  });
});

describe('documents that are no whole objects for sure', () => {
  it('lack nothing while files are being read', () => {
    const source = widget('sizes: 1');
    expect(judged(source, contextOf({ kinds, workspace: emptyWorkspace(['/repo']) }))).toBe(
      widget('«sizes¦unknown-field»: 1'),
    );
    expect(judged(source, contextOf({ kinds }))).toContain('missing-field');
  });

  it.each(['01-assert.yaml', 'chainsaw-step-01-assert-1.yaml', '00-errors.yaml', 'web_expected.yaml'])(
    'lack nothing where a test expects them: %s',
    (name) => {
      expect(judged(widget(''), contextOf({ kinds }), `/repo/${name}`)).toBe(widget(''));
    },
  );

  it('lack nothing as fixtures of Go tests', () => {
    expect(judged(widget(''), contextOf({ kinds }), '/repo/internal/testdata/a.yaml')).toBe(widget(''));
  });

  it('lack little where the kustomization of their folder leaves them out', () => {
    const severities = (kustomization: string) => {
      const files = { 'kustomization.yaml': kustomization, 'a.yaml': widget('') };
      const context = contextOf({ kinds, workspace: workspaceOf(files) });
      return findingsIn(files['a.yaml'], context, '/repo/a.yaml').map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(severities('resources: []')).toEqual(['hint missing-field']);
    expect(severities('resources: [a.yaml]')).toEqual(['error missing-field']);
  });

  it('lack what they lack under other names', () => {
    expect(judged(widget(''), contextOf({ kinds }), '/repo/assertion.yaml')).toContain('missing-field');
  });
});

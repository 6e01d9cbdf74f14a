import { describe, expect, it } from 'vitest';
import { codeActions, type CodeAction } from '../../../src/language/codeActions.ts';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { marked } from '../fixtures/marked.ts';
import { knowing } from './helpContext.ts';

const head =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: a\n  namespace: a\nspec:\n';
const rest = '  interval: 5m\n  path: ./\n  sourceRef: {kind: Bucket, name: b}\n';

function actionsIn(source: string): { text: string; actions: readonly CodeAction[] } {
  const { text, cursor } = marked(source);
  const file = readManifest('/repo/file.yaml', text);
  const actions = codeActions(file, validateFile(file, knowing()), { start: cursor, end: cursor });
  return { text, actions };
}

function after(source: string, kind: CodeAction['kind']): string {
  const { text, actions } = actionsIn(source);
  const edits = actions.find((action) => action.kind === kind)?.edits ?? [];
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((made, edit) => made.slice(0, edit.span.start) + edit.text + made.slice(edit.span.end), text);
}

describe('code actions', () => {
  const source = `${head}${rest}  pru▮nee: true\n`;

  it('mend what stands there', () => {
    expect(after(source, 'fix')).toBe(`${head}${rest}  prune: true\n`);
  });

  it('ignore it with a reason', () => {
    expect(after(source, 'ignore')).toBe(`${head}${rest}  # sluice-ignore unknown-field: <reason>\n  prunee: true\n`);
  });

  it('what they write is heeded', () => {
    const { actions } = actionsIn(after(source, 'ignore').replace('prunee', 'pru▮nee'));
    expect(actions.filter(({ finding }) => finding.code === 'unknown-field')).toEqual([]);
  });

  it('mend all of a kind', () => {
    const two = `${head}${rest}  pru▮nee: true\n  suspendd: true\n`;
    expect(after(two, 'fixAll')).toBe(`${head}${rest}  prune: true\n  suspend: true\n`);
    expect(actionsIn(source).actions.filter(({ kind }) => kind === 'fixAll')).toEqual([]);
  });

  it('are none elsewhere', () => {
    expect(actionsIn(`${head}${rest}  prune: true\n▮`).actions).toEqual([]);
  });

  it('keep line ends', () => {
    expect(after(source.replaceAll('\n', '\r\n'), 'ignore')).toContain('<reason>\r\n  prunee');
  });
});

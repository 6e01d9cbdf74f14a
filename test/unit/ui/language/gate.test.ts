import { describe, expect, it } from 'vitest';
import {
  beginsManifest,
  looksLikeManifest,
  wantsLanguageServer,
  type OpenDocument,
} from '../../../../src/ui/language/gate.ts';

const manifest = 'apiVersion: v1\nkind: ConfigMap\n';
const document = (change: Partial<OpenDocument>): OpenDocument => ({
  languageId: 'yaml',
  scheme: 'file',
  path: '/fleet/app.yaml',
  text: manifest,
  ...change,
});

describe('the language server is wanted', () => {
  it.each([
    ['for a manifest', {}],
    ['for one that was never saved', { scheme: 'untitled', path: 'Untitled-1' }],
    ['for a manifest after others', { text: `name: values\n---\n${manifest}` }],
    ['for an item of a list', { text: 'items:\n  - apiVersion: v1\n    kind: ConfigMap\n' }],
    ['for quoted keys', { text: '"apiVersion": v1\n"kind": ConfigMap\n' }],
    ['for a kustomization without a kind', { path: '/fleet/kustomization.yaml', text: 'resources: []\n' }],
    ['for one as kustomize names it too', { path: '/fleet/Kustomization', text: '' }],
  ])('%s', (_what, change) => {
    expect(wantsLanguageServer(document(change))).toBe(true);
  });

  it.each([
    ['for other YAML', { text: 'kind: of\nname: values\n' }],
    ['for another language', { languageId: 'json' }],
    ['for a live object', { languageId: 'flux-object', scheme: 'sluice' }],
    ['for what Git shows of a file', { scheme: 'git' }],
    ['for a file whose name only ends so', { path: '/fleet/my-kustomization.yaml', text: '' }],
  ])('not %s', (_what, change) => {
    expect(wantsLanguageServer(document(change))).toBe(false);
  });
});

describe('a manifest is begun', () => {
  it.each([
    ['apiV', true],
    ['# ours\napiVersion: v', true],
    ['a', false],
    ['name: apiVersion', false],
    ['', false],
  ])('by %j: %s', (text, begun) => {
    expect(beginsManifest(document({ text }))).toBe(begun);
    expect(beginsManifest(document({ text, languageId: 'json' }))).toBe(false);
    expect(beginsManifest(document({ text, scheme: 'git' }))).toBe(false);
  });
});

describe('looksLikeManifest', () => {
  it('is not taken in by words in values and comments', () => {
    expect(looksLikeManifest('# apiVersion: v1\n# kind: ConfigMap\nname: "apiVersion: kind:"\n')).toBe(false);
  });

  it('takes a text of a million spaces and dashes in its stride', () => {
    expect(looksLikeManifest(`${'- '.repeat(1_000_000)}apiVersion: v1`)).toBe(false);
  });
});

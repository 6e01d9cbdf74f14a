import { describe, expect, it } from 'vitest';
import { previewOf } from '../../../../src/diff/changes/preview.ts';
import { configMap } from './predictions.ts';

describe('the text of a build', () => {
  it('holds each object below the place that it comes from', () => {
    const { text, places } = previewOf('Kustomization apps', {
      outcome: 'built',
      certainty: { level: 'approximate', reason: 'the applied revision is not here' },
      objects: [
        { object: configMap('1'), origin: { path: 'apps/settings.yaml', line: 3 } },
        { object: configMap('2') },
      ],
    });
    const lines = text.split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '# Kustomization apps: 2 objects.',
      '# Approximate: the applied revision is not here',
      '---',
      '# apps/settings.yaml:3',
      'apiVersion: v1',
    ]);
    expect(places.map(({ line, origin }) => [lines[line], origin.path])).toEqual([
      ['# apps/settings.yaml:3', 'apps/settings.yaml'],
    ]);
  });

  it('masks the values of Secrets', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { token: 'cGxhbnRlZA==' } };
    const { text } = previewOf('Kustomization apps', {
      outcome: 'built',
      certainty: { level: 'exact' },
      objects: [{ object: secret }],
    });
    expect(text).toContain('# Kustomization apps: 1 object.');
    expect(text).toContain('token: ');
    expect(text).not.toContain('cGxhbnRlZA');
  });

  it('says which names only Flux knows', () => {
    const cipher = btoa('{"sops":{"mac": "ENC[AES256]"}}');
    const secret = (name: string, value: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name },
      data: { value },
    });
    const objects = [secret('plain-5f4g6h7k82', btoa('x')), secret('db-5f4g6h7k82', cipher), secret('db', cipher)];
    const { text } = previewOf('Kustomization apps', {
      outcome: 'built',
      certainty: { level: 'exact' },
      objects: objects.map((object) => ({ object })),
    });
    const comments = text.split('\n').filter((line) => line.startsWith('# '));
    expect(comments.join(' ').replaceAll(' # ', ' ')).toMatch(/Flux has other names .* hash of that\. db-5f4g6h7k82$/);
  });

  it('says why there is no build, and where', () => {
    const { text, places } = previewOf('Kustomization apps', {
      outcome: 'failed',
      message: 'accumulating resources:\nno such file',
      origin: { path: 'apps/kustomization.yaml' },
    });
    expect(text).toBe(
      '# Kustomization apps fails:\n# accumulating resources:\n# no such file\n# apps/kustomization.yaml\n',
    );
    expect(places).toEqual([{ line: 3, origin: { path: 'apps/kustomization.yaml' } }]);
  });

  it('breaks long lines between words', () => {
    const word = 'accumulating '.repeat(20).trim();
    const { text } = previewOf('x', { outcome: 'failed', message: `${word}: ${'/long'.repeat(40)}` });
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.length > 102)).toEqual([`# ${'/long'.repeat(40)}`]);
    expect(lines.map((line) => line.slice(2)).join(' ')).toBe(`x fails: ${word}: ${'/long'.repeat(40)}`);
  });

  it('says what is not known here', () => {
    const { text } = previewOf('x', { outcome: 'unknown', unknown: 'remoteBase', message: 'a remote base' });
    expect(text).toBe('# x is not known here:\n# a remote base\n');
  });
});

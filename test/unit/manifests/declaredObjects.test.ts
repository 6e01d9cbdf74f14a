import { describe, expect, it } from 'vitest';
import { declaredObjects } from '../../../src/manifests/declaredObjects.ts';

const two = `# a comment first
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: shop}
---
# nothing here
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop-config
`;

describe('declaredObjects', () => {
  it('finds every object with the range of its document', () => {
    const [apps, source, ...rest] = declaredObjects(two);
    expect(rest).toEqual([]);
    expect(apps).toMatchObject({
      kindId: 'kustomize.toolkit.fluxcd.io/Kustomization',
      name: 'apps',
      namespace: 'shop',
    });
    expect(two.slice(apps?.start, apps?.end)).toContain('# a comment first');
    expect(source).toMatchObject({
      kindId: 'source.toolkit.fluxcd.io/GitRepository',
      name: 'shop-config',
      namespace: undefined,
    });
    expect(two.slice(source?.start, source?.end)).toContain('shop-config');
    expect(two.slice(source?.start, source?.end)).not.toContain('nothing here');
  });

  it.each([
    ['no YAML at all', '{{- if .Values.x }}\nfoo: bar\n{{- end }}'],
    ['a list', '- a\n- b\n'],
    ['no name', 'apiVersion: v1\nkind: Secret\nmetadata: {}\n'],
    ['a name that is no text', 'apiVersion: v1\nkind: Secret\nmetadata: {name: [a]}\n'],
    ['an alias of itself', 'a: &a\n  b: *a\n'],
    ['nothing', ''],
  ])('finds nothing in %s', (_, text) => {
    expect(declaredObjects(text)).toEqual([]);
  });

  it('still finds the object of a document that is being typed', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  key: "unfinished\n';
    expect(declaredObjects(text)).toMatchObject([{ name: 'a' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { findingsIn, judged, judgedFiles, mended } from '../judge.ts';

const flux = (kind: string, spec: string): string => {
  const group = { Kustomization: 'kustomize', ImageRepository: 'image' }[kind] ?? 'source';
  return `apiVersion: ${group}.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: a\nspec:\n  ${spec}\n`;
};

describe('fields that controllers refuse', () => {
  it.each([
    flux(
      'Kustomization',
      'postBuild:\n    substitute:\n      «my-var¦bad-substitution»: a\n      «1st¦bad-substitution»: a\n      _v1: a\n      "${X}": a',
    ),
    flux('HelmRepository', 'url: «oci://host.example/charts¦missing-field»'),
    flux('HelmRepository', 'type: oci\n  url: oci://host.example/charts'),
    flux('HelmRepository', 'type: ${TYPE}\n  url: oci://host.example/charts'),
    flux('HelmRepository', 'url: https://host.example/charts'),
    flux('OCIRepository', 'url: oci://host.example/charts'),
    flux('ImageRepository', 'image: «https://host.example/web¦pattern»'),
    flux('ImageRepository', 'image: host.example:5000/web'),
  ])('judges %s', (source) => expect(judged(source)).toBe(source));

  it('leaves a type alone that a patch gives', () => {
    const files = {
      'kustomization.yaml':
        'resources: [charts.yaml]\npatches:\n  - target: {kind: HelmRepository}\n    patch: |\n      - {op: add, path: /spec/type, value: oci}\n',
      'charts.yaml': flux('HelmRepository', 'url: oci://host.example/charts'),
    };
    expect(judgedFiles(files)).toEqual(files);
  });

  it('mends them', () => {
    expect(mended(flux('HelmRepository', 'url: oci://host.example/charts'))).toBe(
      flux('HelmRepository', 'type: oci\n  url: oci://host.example/charts'),
    );
    expect(mended(flux('ImageRepository', 'image: https://host.example/web'))).toBe(
      flux('ImageRepository', 'image: host.example/web'),
    );
  });

  it('says what is allowed', () => {
    const [finding] = findingsIn(flux('Kustomization', 'postBuild: {substitute: {a-b: c}}'));
    expect(finding?.message).toBe(
      'A variable cannot be named "a-b": letters, digits and "_" are allowed, and no digit at the beginning. The build fails on it; rename it here and where it is used.',
    );
  });
});

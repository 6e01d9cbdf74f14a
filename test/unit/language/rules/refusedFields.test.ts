import { describe, expect, it } from 'vitest';
import { findingsIn, judged, judgedFiles, mended } from '../judge.ts';

const flux = (kind: string, spec: string): string => {
  const group =
    { Kustomization: 'kustomize', ImageRepository: 'image', ImagePolicy: 'image', HelmRelease: 'helm' }[kind] ??
    'source';
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
    flux('HelmRepository', 'type: oci\n  url: «https://host.example/charts¦pattern»'),
    flux('HelmRepository', 'type: «default¦not-allowed»\n  url: oci://host.example/charts'),
    flux('ImagePolicy', 'policy:\n    semver:\n      range: «latest¦format»'),
    flux('ImagePolicy', 'policy:\n    semver:\n      range: «">=1.0.0 && <2.0.0"¦format»'),
    ...['5.x', '^1.2.0-0', '>=1.0.0 <2.0.0', '>= 1, < 2', '1.0 - 2.0', '~1.2 || 3.*', 'v1', '${RANGE}', '*'].map(
      (range) => flux('ImagePolicy', `policy:\n    semver:\n      range: "${range}"`),
    ),
    flux('ImagePolicy', 'policy:\n    semver:\n      range: 1.x\n    «numerical¦not-allowed»:\n      order: asc'),
    flux('ImagePolicy', '«policy¦missing-field»: {}'),
    flux('ImagePolicy', "filterTags:\n    pattern: «'^(?!main)(?P<ts>[0-9]+)'¦format»"),
    flux('ImagePolicy', "filterTags:\n    pattern: '^main-[a-f0-9]+-(?P<ts>[0-9]+)$'"),
    flux('OCIRepository', 'url: oci://a.example/b\n  ref:\n    semver: «stable¦format»'),
    flux('OCIRepository', 'url: oci://a.example/b\n  ref:\n    semver: stable\n    digest: sha256:1'),
    flux('GitRepository', 'ref:\n    semver: ">=1.0.0-rc.1"'),
    ...['Kustomization', 'HelmRelease'].map((kind) =>
      flux(
        kind,
        "healthCheckExprs:\n    - current: status.a == 'x'\n      failed: «status.a = 'x'¦format»\n  dependsOn:\n    - name: ${B}\n      readyExpr: «dep.status.(¦format»",
      ),
    ),
    flux('Kustomization', "healthCheckExprs:\n    - current: status.?a.orValue('${X}') = 1"),
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

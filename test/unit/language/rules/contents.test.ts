import { describe, expect, it } from 'vitest';
import { findingsIn, judged, mended } from '../judge.ts';

describe('Flux v1 leftovers', () => {
  it('sets off annotations and the Helm Operator', () => {
    const source = `apiVersion: «helm.fluxcd.io/v1¦flux-v1»
kind: HelmRelease
metadata:
  name: web
  annotations:
    «fluxcd.io/automated¦flux-v1»: "true"
    «filter.fluxcd.io/web¦flux-v1»: semver:~1
    reconcile.fluxcd.io/requestedAt: now
    event.toolkit.fluxcd.io/x: y
`;
    expect(judged(source)).toBe(source);
  });

  it('removes the annotation with its line', () => {
    const source =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b\n    fluxcd.io/ignore: "true" # old\n    c: d\n';
    expect(mended(source)).toBe('apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    a: b\n    c: d\n');
  });
});

describe('short intervals', () => {
  it.each([
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  interval: «10s¦short-interval»',
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  interval: 30s',
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  interval: ${INTERVAL}',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      interval: «1s¦short-interval»',
    'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nspec:\n  interval: 10s',
  ])('judges %s', (source) => expect(judged(source)).toBe(source));
});

describe('plaintext Secrets', () => {
  it.each([
    'stringData:\n  «password¦plaintext-secret»: hunter2\n  token: abc',
    'data:\n  «password¦plaintext-secret»: aHVudGVyMg==',
    'stringData:\n  password: ${PASSWORD}',
    'stringData:\n  password: ""\n  token:',
    'stringData:\n  password: <your-password>',
    'data:\n  password: Y2hhbmdlLW1l',
    'stringData:\n  username: admin\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----',
    'stringData:\n  password: ENC[AES256_GCM,data:x,type:str]\nsops:\n  version: 3.9.0',
    'type: kubernetes.io/service-account-token',
  ])('judges %s', (part) => {
    const source = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n${part}`;
    expect(judged(source)).toBe(source);
  });

  it('never shows a value', () => {
    const source = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  password: hunter2';
    expect(JSON.stringify(findingsIn(source))).not.toContain('hunter2');
  });
});

import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/flux/object.ts';
import { defaultFlags } from '../../../src/render/renderer.ts';
import { resultOf } from '../../../src/render/result.ts';

const object = (apiVersion: string, kind: string): KubernetesObject => ({ apiVersion, kind, metadata: { name: 'a' } });
const kustomization = object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization');

it('gives objects in the order in which the controller applies them, its own stage of kinds included', () => {
  const value = [object('v1', 'ConfigMap'), object('v1', 'Secret'), object('v1', 'Namespace')];
  const answer = { text: '', digest: '', objects: value.map((one) => ({ value: one })) };
  const kinds = (flags = defaultFlags) => {
    const result = resultOf(answer, { files: new Map(), kustomization, flags });
    return result.outcome === 'rendered' ? result.objects.map((one) => one.value.kind) : undefined;
  };
  expect(kinds()).toEqual(['Namespace', 'ConfigMap', 'Secret']);
  expect(kinds({ ...defaultFlags, customStageKinds: ['/Secret'] })).toEqual(['Namespace', 'Secret', 'ConfigMap']);
});

import { describe, expect, it } from 'vitest';
import { anyKind, contextOf, findingsIn, judged, mended } from '../judge.ts';

const context = contextOf({
  kinds: [
    anyKind('kustomize.toolkit.fluxcd.io/v1 Kustomization'),
    anyKind('apps/v1 Deployment', { custom: false }),
    anyKind('networking.k8s.io/v1 Ingress', { custom: false }),
    anyKind('example.org/v2 TCPRoute'),
    anyKind('example.org/v1beta1 Widget', { deprecated: 'Use example.org/v1.' }),
    anyKind('example.org/v1 Widget'),
  ],
});

describe('kinds and versions', () => {
  it.each([
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}',
    'apiVersion: apps/v1\nkind: «Deploymnet¦unknown-kind»',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: «Kustomizaton¦unknown-kind»',
    'apiVersion: «kustomize.toolkit.fluxcd.io/v1beta1¦unknown-version»\nkind: Kustomization',
    'apiVersion: «example.org/v1beta1¦deprecated-version»\nkind: Widget\nmetadata: {name: a}',
    'apiVersion: «kustomize.toolkit.fluxcd.io/v1¦unknown-kind»\nkind: Deployment\nmetadata: {name: a}',
    'apiVersion: «apps/v1¦unknown-kind»\nkind: Ingress\nmetadata: {name: a}',
    'apiVersion: example.org/v2\nkind: «Tcproute¦unknown-kind»',
  ])('judges %s', (source) => expect(judged(source, context)).toBe(source));

  it('is silent where kinds may exist that it does not know', () => {
    for (const source of [
      'apiVersion: example.org/v2\nkind: UDPRoute',
      'apiVersion: example.org/v2\nkind: TLSRoute',
      'apiVersion: example.org/v2\nkind: Deployment',
      'apiVersion: apps/v1\nkind: Widget',
      'apiVersion: unknown.org/v1\nkind: Thing',
      'apiVersion: v1\nkind: Config',
      'apiVersion: apps/v1\nkind: ${KIND}',
      'apiVersion: ${API}\nkind: Deployment\nmetadata: {name: a}',
    ]) {
      expect(findingsIn(source, context)).toEqual([]);
    }
  });

  it('changes to what is meant', () => {
    expect(mended('apiVersion: apps/v1\nkind: Deploymnet', context)).toBe('apiVersion: apps/v1\nkind: Deployment');
    expect(mended('apiVersion: apps/v1\nkind: Ingress', context)).toBe(
      'apiVersion: networking.k8s.io/v1\nkind: Ingress',
    );
    expect(mended('apiVersion: example.org/v1beta1\nkind: Widget', context)).toBe(
      'apiVersion: example.org/v1\nkind: Widget',
    );
    expect(mended('apiVersion: networking.k8s.io/v1beta1\nkind: Ingress', context)).toContain('networking.k8s.io/v1\n');
  });

  it('says what is served', () => {
    const [finding] = findingsIn('apiVersion: example.org/v1alpha1\nkind: Widget', context);
    expect(finding?.message).toBe(
      'Widget is not served in version example.org/v1alpha1. Its versions are example.org/v1, example.org/v1beta1.',
    );
  });
});

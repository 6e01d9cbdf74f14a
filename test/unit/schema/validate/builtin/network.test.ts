import { describe, expect, it } from 'vitest';
import { findingsIn } from '../judged.ts';
import { catalogueKind } from './catalogueKinds.ts';

function found(apiVersion: string, kind: string, body: string): string[] {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${body}\n`;
  return findingsIn(text, catalogueKind(apiVersion, kind)).map(({ code, path }) => `${code} ${path.join('.')}`);
}

describe('a Service', () => {
  it.each([
    ['{ports: [{port: 80}], selector: {a: b}}', []],
    ['{clusterIP: None}', []],
    ['{type: ExternalName, externalName: a.example.com}', []],
    ['{type: ExternalName}', ['missing-field spec.externalName']],
    ['{}', ['missing-field spec.ports']],
    ['{ports: [{port: 0}]}', ['out-of-range spec.ports.0.port']],
    ['{ports: [{port: 80, name: a}, {port: 81}]}', ['missing-field spec.ports.1.name']],
    ['{ports: [{port: 80, name: a}, {port: 81, name: a}]}', ['duplicate-item spec.ports.1.name']],
    ['{ports: [{port: 80, nodePort: 30000}]}', ['rule spec.ports.0.nodePort']],
    ['{ports: [{port: 80}], type: nodePort}', ['not-allowed spec.type']],
    ['{ports: [{port: 80}], selector: {a: b c}}', ['metadata spec.selector.a']],
  ])('%s', (spec, expected) => {
    expect(found('v1', 'Service', `spec: ${spec}`)).toEqual(expected);
  });
});

describe('an Ingress', () => {
  const rule = (path: string, backend: string): string =>
    `{rules: [{http: {paths: [{${path}, backend: ${backend}}]}}]}`;
  const web = '{service: {name: web, port: {number: 80}}}';
  const at = 'spec.rules.0.http.paths.0';

  it.each([
    [rule('path: /, pathType: Prefix', web), []],
    [rule('pathType: ImplementationSpecific', web), []],
    [rule('path: a, pathType: Prefix', web), [`rule ${at}.path`]],
    [rule('path: /a//b, pathType: Exact', web), [`rule ${at}.path`]],
    [rule('path: /, pathType: prefix', web), [`not-allowed ${at}.pathType`]],
    [rule('path: /, pathType: Prefix', '{}'), [`no-alternative ${at}.backend`]],
    [
      rule('path: /, pathType: Prefix', '{service: {name: web, port: {}}}'),
      [`no-alternative ${at}.backend.service.port`],
    ],
    [
      '{rules: [{host: 10.0.0.1, http: {paths: [{path: /, pathType: Prefix, backend: ' + web + '}]}}]}',
      ['format spec.rules.0.host'],
    ],
    ['{}', ['no-alternative spec']],
  ])('%s', (spec, expected) => {
    expect(found('networking.k8s.io/v1', 'Ingress', `spec: ${spec}`)).toEqual(expected);
  });
});

describe('a NetworkPolicy', () => {
  it.each([
    ['{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]}', []],
    ['{podSelector: {}, ingress: [{from: [{}]}]}', ['no-alternative spec.ingress.0.from.0']],
    [
      '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]}',
      ['format spec.ingress.0.from.0.ipBlock.cidr'],
    ],
    [
      '{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]}',
      ['rule spec.ingress.0.from.0.ipBlock.except.0'],
    ],
    [
      '{podSelector: {}, egress: [{to: [{ipBlock: {cidr: "fd00::/8", except: ["fe00::/16"]}}]}]}',
      ['rule spec.egress.0.to.0.ipBlock.except.0'],
    ],
    ['{podSelector: {}, egress: [{ports: [{port: 80, endPort: 70}]}]}', ['rule spec.egress.0.ports.0.endPort']],
    ['{podSelector: {matchExpressions: [{key: a, operator: In}]}}', ['rule spec.podSelector.matchExpressions.0']],
  ])('%s', (spec, expected) => {
    expect(found('networking.k8s.io/v1', 'NetworkPolicy', `spec: ${spec}`)).toEqual(expected);
  });
});

describe('roles and bindings', () => {
  const rbac = 'rbac.authorization.k8s.io/v1';

  it.each([
    ['Role', 'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]', []],
    ['Role', 'rules: [{apiGroups: [""], resources: [pods], verbs: []}]', ['missing-field rules.0.verbs']],
    ['Role', 'rules: [{nonResourceURLs: [/healthz], verbs: [get]}]', ['rule rules.0.nonResourceURLs']],
    ['ClusterRole', 'rules: [{nonResourceURLs: [/healthz], verbs: [get]}]', []],
    ['RoleBinding', 'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Rol, name: a}', ['not-allowed roleRef.kind']],
    [
      'ClusterRoleBinding',
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a}]',
      ['missing-field subjects.0.namespace'],
    ],
  ])('%s %s', (kind, body, expected) => {
    expect(found(rbac, kind, body)).toEqual(expected);
  });
});

describe('scaling', () => {
  const target = 'scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}';

  it.each([
    [`{${target}, maxReplicas: 3}`, []],
    [`{${target}, minReplicas: 4, maxReplicas: 3}`, ['rule spec.maxReplicas']],
    [`{${target}, maxReplicas: 3, metrics: [{type: Resource}]}`, ['missing-field spec.metrics.0.resource']],
    ['{scaleTargetRef: {kind: Deployment, name: a}, maxReplicas: 3}', ['missing-field spec.scaleTargetRef.apiVersion']],
  ])('an autoscaler %s', (spec, expected) => {
    expect(found('autoscaling/v2', 'HorizontalPodAutoscaler', `spec: ${spec}`)).toEqual(expected);
  });

  it.each([
    ['{minAvailable: 1}', []],
    ['{minAvailable: 50%}', []],
    ['{minAvailable: 101%}', ['out-of-range spec.minAvailable']],
    ['{minAvailable: half}', ['format spec.minAvailable']],
    ['{minAvailable: 1, maxUnavailable: 1}', ['no-alternative spec.maxUnavailable']],
  ])('a disruption budget %s', (spec, expected) => {
    expect(found('policy/v1', 'PodDisruptionBudget', `spec: ${spec}`)).toEqual(expected);
  });
});

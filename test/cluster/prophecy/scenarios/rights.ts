import { clusterObject, configMap, object, service, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const rbac = 'rbac.authorization.k8s.io';
const deployer = yaml(
  object('v1', 'ServiceAccount', 'deployer'),
  object(`${rbac}/v1`, 'Role', 'deployer', {
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['*'] }],
  }),
  object(`${rbac}/v1`, 'RoleBinding', 'deployer', {
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'deployer' },
    subjects: [{ kind: 'ServiceAccount', name: 'deployer', namespace: '${NS}' }],
  }),
);
const nobodyElse = yaml(
  clusterObject('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', '${NS}', {
    spec: {
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': '${NS}' } },
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] },
        ],
      },
      validations: [
        {
          // The controllers of the tests are a user of their own; elsewhere they are a service account.
          expression:
            "request.userInfo.username in ['flux', 'system:serviceaccount:flux-system:kustomize-controller'] || !has(object.data)",
          message: 'only Flux may write here',
        },
      ],
    },
  }),
  clusterObject('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', '${NS}', {
    spec: { policyName: '${NS}', validationActions: ['Deny'] },
  }),
);

/** Whose rights count. */
export const rights: readonly Scenario[] = [
  {
    name: 'account-may',
    kustomizations: { main: { serviceAccountName: 'deployer' } },
    given: deployer,
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    expect: { 'ConfigMap/a': 'change', 'ConfigMap/b': 'prune' },
  },
  {
    name: 'account-may-not',
    kustomizations: { main: { serviceAccountName: 'deployer' } },
    given: deployer,
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' }), service('web', {})) },
    expect: { 'ConfigMap/a': 'change blocked', 'ConfigMap/b': 'prune blocked', 'Service/web': 'error' },
    fails: ['main'],
  },
  {
    name: 'policy',
    given: nobodyElse,
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })), 'main/b.yaml': yaml(configMap('b', { KEY: 'one' })) },
    expect: { 'ConfigMap/a': 'change', 'ConfigMap/b': 'create' },
  },
];

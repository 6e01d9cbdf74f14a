import { dnsSubdomain, pathSegment } from '../names.ts';
import { asList, fieldOf, unknownValue } from '../value.ts';
import { fail } from '../walk.ts';
import { all, fields, named, namedIfSet, need, needs, type ObjectRule, oneOf } from './checks.ts';

const rbac = 'rbac.authorization.k8s.io';

/** What a role allows. Rules: pkg/apis/rbac/validation of k8s.io/kubernetes. */
export const policyRule: ObjectRule = (walk, rule) => {
  need(walk, rule, 'verbs');
  const urls = asList(fieldOf(rule, 'nonResourceURLs')) ?? [];
  if (urls.length === 0) {
    if (fieldOf(rule, 'nonResourceURLs') === unknownValue) return;
    need(walk, rule, 'apiGroups');
    need(walk, rule, 'resources');
    return;
  }
  const others = ['apiGroups', 'resources', 'resourceNames'].filter((name) => fieldOf(rule, name) !== undefined);
  const below = ['nonResourceURLs'];
  if (walk.kind.kind === 'Role') {
    fail(walk, 'rule', (field) => `${field} can only be set in a ClusterRole.`, { below });
  } else if (others.some((name) => asList(fieldOf(rule, name))?.length !== 0)) {
    fail(walk, 'rule', (field) => `${field} cannot stand beside ${others.join(' and ')}.`, { below });
  }
};

/** Which roles a ClusterRole puts together. */
export const aggregationRule: ObjectRule = needs('clusterRoleSelectors');

/** The role that a binding gives. */
export const roleRef: ObjectRule = (walk, ref) => {
  const kinds = walk.kind.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  need(walk, ref, 'name');
  fields({ kind: oneOf(...kinds), name: named(pathSegment), apiGroup: oneOf(rbac, '') })(walk, ref);
};

/** Whom a binding gives a role. */
export const subject: ObjectRule = (walk, own) => {
  all(needs('name'), fields({ kind: oneOf('ServiceAccount', 'User', 'Group') }))(walk, own);
  const kind = fieldOf(own, 'kind');
  if (kind === 'ServiceAccount') {
    fields({ name: namedIfSet(dnsSubdomain), apiGroup: oneOf('') })(walk, own);
    if (walk.kind.kind === 'ClusterRoleBinding') need(walk, own, 'namespace', ', as it is a ServiceAccount');
  } else if (kind === 'User' || kind === 'Group') {
    fields({ apiGroup: oneOf(rbac, '') })(walk, own);
  }
};

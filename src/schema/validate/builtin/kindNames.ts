import type { KindSchema } from '../../schema.ts';
import { dns1035Label, dnsLabel, dnsSubdomain, pathSegment, type NameRule } from '../names.ts';

/** Kinds whose names are no plain DNS subdomains. Rules: pkg/apis of k8s.io/kubernetes 1.36. */
const rules: ReadonlyMap<string, NameRule> = new Map<string, NameRule>([
  ['/Service', dnsLabel],
  ['/Namespace', dnsLabel],
  ['apps/StatefulSet', dnsLabel],
  ['batch/CronJob', shorterName(52)],
  // The name becomes the value of a label.
  ['batch/Job', shorterName(63)],
  ['policy/PodDisruptionBudget', pathSegment],
  ['rbac.authorization.k8s.io/Role', pathSegment],
  ['rbac.authorization.k8s.io/RoleBinding', pathSegment],
  ['rbac.authorization.k8s.io/ClusterRole', pathSegment],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', pathSegment],
]);

function shorterName(most: number): NameRule {
  return (name) => dnsSubdomain(name) ?? (name.length > most ? `is longer than ${most} characters` : undefined);
}

/** The rule for the names of a kind. */
export function nameRuleOf({ group, kind, source }: KindSchema): NameRule {
  // Until 1.36 a Service's name had to begin with a letter.
  if (group === '' && kind === 'Service' && /\b1\.(?:[12]?\d|3[0-5])\b/.test(source)) return dns1035Label;
  return rules.get(`${group}/${kind}`) ?? dnsSubdomain;
}

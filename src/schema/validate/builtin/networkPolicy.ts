import type { Json } from '../../../flux/object.ts';
import { portName } from '../names.ts';
import { holdsNetwork, isCidr } from '../network.ts';
import { asList, fieldOf, unknownValue } from '../value.ts';
import { fail } from '../walk.ts';
import { fields, type ObjectRule, oneOf, port, portOrName } from './checks.ts';

/** A NetworkPolicy's spec. Rules: ValidateNetworkPolicySpec of k8s.io/kubernetes, pkg/apis/networking/validation. */
export const networkPolicySpec: ObjectRule = (walk, spec) => {
  const types = asList(fieldOf(spec, 'policyTypes')) ?? [];
  if (types.length > 2) {
    fail(walk, 'size', (field) => `${field} has more than two items.`, { below: ['policyTypes'] });
  }
  for (const [index, type] of types.entries()) {
    oneOf('Ingress', 'Egress')(walk, type, ['policyTypes', index]);
  }
};

/** Ports that a NetworkPolicy opens. */
export const networkPolicyPort: ObjectRule = (walk, own) => {
  fields({ port: portOrName(portName), protocol: oneOf('TCP', 'UDP', 'SCTP'), endPort: port })(walk, own);
  const [first, last] = [fieldOf(own, 'port'), fieldOf(own, 'endPort')];
  if (last === undefined || first === unknownValue || last === unknownValue) return;
  if (typeof first === 'number' && typeof last === 'number' && last >= first) return;
  const message = (field: string): string => `${field} needs "port", a number that is not above it.`;
  fail(walk, 'rule', message, { below: ['endPort'] });
};

/** Whom a NetworkPolicy lets in or out. */
export const networkPolicyPeer: ObjectRule = (walk, own) => {
  const others = ['podSelector', 'namespaceSelector'].some((name) => fieldOf(own, name) !== undefined);
  if (fieldOf(own, 'ipBlock') !== undefined) {
    const message = (field: string): string => `${field} cannot stand beside selectors.`;
    if (others) fail(walk, 'no-alternative', message, { below: ['ipBlock'] });
  } else if (!others) {
    fail(walk, 'no-alternative', (field) => `${field} needs "podSelector", "namespaceSelector" or "ipBlock".`);
  }
};

/** A range of addresses. */
export const ipBlock: ObjectRule = (walk, own) => {
  const check = (value: Json, below: readonly (string | number)[]): void => {
    if (typeof value !== 'string' || isCidr(value)) return;
    fail(walk, 'format', (field) => `${field} is "${value}", but must be a network, e.g. 10.0.0.0/8.`, { below });
  };
  const cidr = fieldOf(own, 'cidr') ?? null;
  check(cidr, ['cidr']);
  for (const [index, except] of (asList(fieldOf(own, 'except')) ?? []).entries()) {
    check(except, ['except', index]);
    if (typeof except !== 'string' || typeof cidr !== 'string' || !isCidr(except) || !isCidr(cidr)) continue;
    if (holdsNetwork(cidr, except)) continue;
    const message = (field: string): string => `${field} must be a smaller network within ${cidr}.`;
    fail(walk, 'rule', message, { below: ['except', index] });
  }
};

import type { Json, JsonObject } from '../../../flux/object.ts';
import { checkLabels } from '../metadata.ts';
import { dnsLabel, dnsSubdomain, portName, qualifiedName } from '../names.ts';
import { holdsNetwork, isCidr, isIp } from '../network.ts';
import { asList, asObject, asText, fieldOf, unknownValue } from '../value.ts';
import { fail, isSupplied, type Walk } from '../walk.ts';
import {
  all,
  between,
  distinct,
  exactlyOne,
  fields,
  named,
  namedIfSet,
  need,
  needs,
  type ObjectRule,
  objectsOf,
  oneOf,
  oneOfOrEmpty,
  port,
  portOrName,
} from './checks.ts';

/** A Service's spec. Rules: ValidateService of k8s.io/kubernetes, pkg/apis/core/validation. */
export const serviceSpec: ObjectRule = all(
  fields({
    type: oneOfOrEmpty('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    sessionAffinity: oneOfOrEmpty('None', 'ClientIP'),
    externalTrafficPolicy: oneOfOrEmpty('Cluster', 'Local'),
    internalTrafficPolicy: oneOf('Cluster', 'Local'),
    trafficDistribution: oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode'),
    ipFamilyPolicy: oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    healthCheckNodePort: between(0, 65_535),
  }),
  distinct('ports', 'name'),
  (walk, spec) => checkLabels(walk, asObject(fieldOf(spec, 'selector')), ['selector']),
  servicePorts,
  externalName,
  clusterAddress,
  healthPort,
  addresses,
);

/** A port of a Service. */
export const servicePort: ObjectRule = fields({
  port,
  name: namedIfSet(dnsLabel),
  nodePort: between(0, 65_535),
  protocol: oneOfOrEmpty('TCP', 'UDP', 'SCTP'),
  targetPort: targetPort,
  appProtocol: named(qualifiedName),
});

/** 0 means the port itself, as nothing does. */
function targetPort(walk: Walk, value: Json, below: readonly (string | number)[]): void {
  if (value !== 0 && value !== '') portOrName(portName)(walk, value, below);
}

function servicePorts(walk: Walk, spec: JsonObject): void {
  const ports = objectsOf(spec, 'ports');
  const type = fieldOf(spec, 'type') ?? 'ClusterIP';
  if (type === unknownValue || fieldOf(spec, 'ports') === unknownValue) return;
  const needsNone = fieldOf(spec, 'clusterIP') === 'None' || type === 'ExternalName';
  if (!needsNone && fieldOf(spec, 'clusterIP') !== unknownValue) need(walk, spec, 'ports');
  for (const [index, own] of ports) {
    if (ports.length > 1 && (fieldOf(own, 'name') ?? '') === '' && !isSupplied(walk, ['ports', index, 'name'])) {
      const message = (field: string): string => `${field} needs a name, as there are several ports.`;
      fail(walk, 'missing-field', message, { below: ['ports', index], lacks: ['ports', index, 'name'] });
    }
    const nodePort = fieldOf(own, 'nodePort');
    if (type !== 'ClusterIP' || typeof nodePort !== 'number' || nodePort === 0) continue;
    const message = (field: string): string => `${field} cannot be set in a Service of the type ClusterIP.`;
    fail(walk, 'rule', message, { below: ['ports', index, 'nodePort'] });
  }
}

function addresses(walk: Walk, spec: JsonObject): void {
  for (const [index, family] of (asList(fieldOf(spec, 'ipFamilies')) ?? []).entries()) {
    oneOf('IPv4', 'IPv6')(walk, family, ['ipFamilies', index]);
  }
  if ((asList(fieldOf(spec, 'clusterIPs')) ?? []).length > 0 && fieldOf(spec, 'clusterIP') === undefined) {
    const message = (field: string): string => `${field} needs clusterIP, which is its first address.`;
    fail(walk, 'rule', message, { below: ['clusterIPs'] });
  }
  for (const [index, address] of (asList(fieldOf(spec, 'externalIPs')) ?? []).entries()) {
    if (typeof address !== 'string' || isIp(address)) continue;
    fail(walk, 'format', (field) => `${field} must be an IP address.`, { below: ['externalIPs', index] });
  }
}

/** Load balancers ask a port of their own whether a node has pods, if traffic stays on it. */
function healthPort(walk: Walk, spec: JsonObject): void {
  const type = fieldOf(spec, 'type');
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'loadBalancerSourceRanges']) {
    if (fieldOf(spec, name) === undefined || type === 'LoadBalancer' || type === unknownValue) continue;
    const message = (field: string): string => `${field} can only be set with the type LoadBalancer.`;
    fail(walk, 'rule', message, { below: [name] });
  }
  const number = fieldOf(spec, 'healthCheckNodePort') ?? 0;
  if (number === 0 || number === unknownValue) return;
  if (type === 'LoadBalancer' && fieldOf(spec, 'externalTrafficPolicy') === 'Local') return;
  const message = (field: string): string =>
    `${field} can only be set with the type LoadBalancer and externalTrafficPolicy Local.`;
  fail(walk, 'rule', message, { below: ['healthCheckNodePort'] });
}

function externalName(walk: Walk, spec: JsonObject): void {
  if (fieldOf(spec, 'type') !== 'ExternalName') return;
  need(walk, spec, 'externalName', ' as its type is ExternalName');
  const host = named((name) => (name === '' ? undefined : dnsSubdomain(name.replace(/\.$/, ''))));
  fields({ externalName: host })(walk, spec);
}

function clusterAddress(walk: Walk, spec: JsonObject): void {
  const address = asText(fieldOf(spec, 'clusterIP'));
  if (address === undefined || address === '' || address === 'None' || isIp(address)) return;
  const message = (field: string): string => `${field} must be an IP address, None, or empty.`;
  fail(walk, 'format', message, { below: ['clusterIP'] });
}

/** Rules for Ingress and NetworkPolicy: pkg/apis/networking/validation. */
export const ingressSpec: ObjectRule = (walk, spec) => {
  fields({ ingressClassName: named(dnsSubdomain) })(walk, spec);
  if (fieldOf(spec, 'rules') === unknownValue || fieldOf(spec, 'defaultBackend') !== undefined) return;
  if ((asList(fieldOf(spec, 'rules')) ?? []).length > 0 || isSupplied(walk, ['rules'])) return;
  fail(walk, 'no-alternative', (field) => `${field} needs "rules" or "defaultBackend".`, { at: 'key' });
};

/** A host and its paths. */
export const ingressRule: ObjectRule = fields({
  host: (walk, value, below) => {
    const host = asText(value) ?? '';
    const message = (field: string): string => `${field} is an IP address, but must be a DNS name.`;
    if (isIp(host)) fail(walk, 'format', message, { below });
    else namedIfSet(wildcardName)(walk, value, below);
  },
});

/** Certificates: hosts and the Secret. */
export const ingressTls: ObjectRule = (walk, own) => {
  fields({ secretName: namedIfSet(dnsSubdomain) })(walk, own);
  for (const [index, host] of (asList(fieldOf(own, 'hosts')) ?? []).entries()) {
    named(wildcardName)(walk, host, ['hosts', index]);
  }
};

/** A DNS name whose first part may be an asterisk. */
function wildcardName(host: string): string | undefined {
  return dnsSubdomain(host.replace(/^\*\./, ''));
}

/** The paths of a host. */
export const ingressPaths: ObjectRule = needs('paths');

/** A path and its backend. */
export const ingressPath: ObjectRule = (walk, own) => {
  fields({ pathType: oneOf('Exact', 'Prefix', 'ImplementationSpecific') })(walk, own);
  const type = fieldOf(own, 'pathType');
  const path = fieldOf(own, 'path') ?? '';
  if (typeof path !== 'string' || (path === '' && (type === 'ImplementationSpecific' || type === unknownValue))) return;
  const below = fieldOf(own, 'path') === undefined ? [] : ['path'];
  if (!path.startsWith('/')) {
    const message = (): string => `A path must begin with "/"${path === '' ? '' : `, not be "${path}"`}.`;
    return fail(walk, 'rule', message, { below });
  }
  if (type === 'ImplementationSpecific') return;
  const wrong = ['//', '/./', '/../', '%2f', '%2F'].find((part) => path.includes(part));
  const end = ['/..', '/.'].find((part) => path.endsWith(part));
  if (wrong !== undefined) fail(walk, 'rule', (field) => `${field} must not hold "${wrong}".`, { below });
  else if (end !== undefined) fail(walk, 'rule', (field) => `${field} must not end with "${end}".`, { below });
};

/** Where an Ingress leads. */
export const ingressBackend: ObjectRule = exactlyOne(['service', 'resource']);

/** A Service that an Ingress leads to. */
export const ingressService: ObjectRule = (walk, own) => {
  fields({ name: named(dnsLabel) })(walk, own);
  const target = fieldOf(own, 'port');
  if (target === undefined) need(walk, own, 'port', ' with a number or a name');
};

/** The port of a Service that an Ingress leads to. */
export const ingressServicePort: ObjectRule = all(
  exactlyOne(['name', 'number']),
  fields({ name: named(portName), number: port }),
);

/** A NetworkPolicy's spec. */
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

import type { Json, JsonObject } from '../../../flux/object.ts';
import { checkLabels } from '../metadata.ts';
import { dnsLabel, dnsSubdomain, portName, qualifiedName } from '../names.ts';
import { isCidr, isIp } from '../network.ts';
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
  port,
  portOrName,
} from './checks.ts';

/** A Service's spec. Rules: ValidateService of k8s.io/kubernetes, pkg/apis/core/validation. */
export const serviceSpec: ObjectRule = all(
  fields({
    type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    sessionAffinity: oneOf('None', 'ClientIP'),
    externalTrafficPolicy: oneOf('Cluster', 'Local'),
    internalTrafficPolicy: oneOf('Cluster', 'Local'),
    ipFamilyPolicy: oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    healthCheckNodePort: between(0, 65_535),
  }),
  distinct('ports', 'name'),
  (walk, spec) => checkLabels(walk, asObject(fieldOf(spec, 'selector')), ['selector']),
  servicePorts,
  externalName,
  clusterAddress,
);

/** A port of a Service. */
export const servicePort: ObjectRule = fields({
  port,
  name: namedIfSet(dnsLabel),
  nodePort: between(0, 65_535),
  protocol: oneOf('TCP', 'UDP', 'SCTP'),
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
      fail(walk, 'missing-field', message, { below: ['ports', index] });
    }
    const nodePort = fieldOf(own, 'nodePort');
    if (type !== 'ClusterIP' || typeof nodePort !== 'number' || nodePort === 0) continue;
    const message = (field: string): string => `${field} cannot be set in a Service of the type ClusterIP.`;
    fail(walk, 'rule', message, { below: ['ports', index, 'nodePort'] });
  }
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
    if (host === '') return;
    const wrong = isIp(host) ? 'is an IP address, not a DNS name' : dnsSubdomain(host.replace(/^\*\./, ''));
    if (wrong !== undefined) fail(walk, 'format', (field) => `${field} is "${host}", which ${wrong}.`, { below });
  },
});

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
  for (const [index, type] of (asList(fieldOf(spec, 'policyTypes')) ?? []).entries()) {
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
  check(fieldOf(own, 'cidr') ?? null, ['cidr']);
  for (const [index, except] of (asList(fieldOf(own, 'except')) ?? []).entries()) check(except, ['except', index]);
};

import type { Json, JsonObject } from '../../../flux/object.ts';
import { checkLabels } from '../metadata.ts';
import { dnsLabel, dnsSubdomain, portName, qualifiedName } from '../names.ts';
import { isIp } from '../network.ts';
import { asList, asObject, asText, fieldOf, unknownValue } from '../value.ts';
import { fail, isSupplied, type Walk } from '../walk.ts';
import {
  all,
  between,
  distinct,
  fields,
  named,
  namedIfSet,
  need,
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

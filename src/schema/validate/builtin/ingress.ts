import { dnsLabel, dnsSubdomain, portName } from '../names.ts';
import { isIp } from '../network.ts';
import { asList, asText, fieldOf, unknownValue } from '../value.ts';
import { fail, isSupplied } from '../walk.ts';
import { all, exactlyOne, fields, named, namedIfSet, need, needs, type ObjectRule, oneOf, port } from './checks.ts';

/** An Ingress' spec. Rules: ValidateIngressSpec of k8s.io/kubernetes, pkg/apis/networking/validation. */
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

import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { groupOf, kindId, type Json, type JsonObject } from '../../flux/object.ts';

/** Values of a chart that are looked at, at most. */
const mostValues = 20_000;

/**
 * What an object wants for itself alone in a whole cluster or beyond it, as words: `the host shop.example.org`. Two objects that
 * want the same work against each other, in whatever namespaces they are. Of a chart only what its values name as hosts is told.
 */
export function claimsOf(object: JsonObject): readonly string[] {
  const spec = asObject(object['spec']) ?? {};
  const claims = ((): readonly (string | undefined)[] => {
    switch (kindId(groupOf(asText(object['apiVersion']) ?? ''), asText(object['kind']) ?? '')) {
      case 'networking.k8s.io/Ingress':
        return asObjects(spec['rules']).map(({ host }) => hostClaim(host));
      case 'gateway.networking.k8s.io/HTTPRoute':
      case 'gateway.networking.k8s.io/GRPCRoute':
      case 'gateway.networking.k8s.io/TLSRoute':
        return texts(spec['hostnames']).map(hostClaim);
      case '/Service':
        return [
          ...asObjects(spec['ports']).map(({ nodePort }) =>
            typeof nodePort === 'number' ? `the node port ${nodePort}` : undefined,
          ),
          addressClaim(spec['loadBalancerIP']),
          ...texts(spec['externalIPs']).map(addressClaim),
        ];
      case '/PersistentVolumeClaim':
        return [typeof spec['volumeName'] === 'string' ? `the volume ${spec['volumeName']}` : undefined];
      case kinds.helmRelease:
        return hostsIn(valueAt(spec, 'values'));
      default:
        return [];
    }
  })();
  return [...new Set(claims.filter((one) => one !== undefined))];
}

/** Hosts by the names that charts give such values, wherever they stand. */
function hostsIn(values: Json | undefined): readonly (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const waiting: Json[] = values === undefined ? [] : [values];
  for (let seen = 0; seen < mostValues; seen++) {
    const next = waiting.pop();
    if (next === undefined) break;
    if (Array.isArray(next)) waiting.push(...(next as readonly Json[]));
    for (const [key, value] of Object.entries(asObject(next) ?? {})) {
      if (/^host(?:name)?s?$/i.test(key)) found.push(...(Array.isArray(value) ? value : [value]).map(hostClaim));
      if (typeof value === 'object' && value !== null) waiting.push(value);
    }
  }
  return found;
}

/** A host with a dot: names of services within a namespace are nobody else's. */
function hostClaim(value: unknown): string | undefined {
  const host = asText(value);
  return host !== undefined && /^[\w*-]+(?:\.[\w-]+)+$/.test(host) ? `the host ${host.toLowerCase()}` : undefined;
}

function addressClaim(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? `the address ${value}` : undefined;
}

function texts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

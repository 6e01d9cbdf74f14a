import { asObject } from '../../flux/fields.ts';
import type { Json, JsonObject, KindId } from '../../flux/object.ts';
import { kindIdOfObject } from '../values/objects.ts';

/**
 * The object with the empty maps that its Go type writes where nothing is declared. The controller decodes objects of
 * Kubernetes' own kinds and encodes them again, and structs that are no pointers are written even if they are empty. They
 * count: who applies `template.metadata: {}` once and leaves it out later has the API server remove it with all labels. So does
 * a Service's `targetPort: 0`, which takes the field from whoever set it.
 *
 * Taken from the types of k8s.io/api 0.36 by reflection: fields of struct type without `omitzero`.
 */
export function withGoZeros(object: JsonObject): JsonObject {
  const kind = kindIdOfObject(object);
  const paths = zeros[kind] ?? [];
  const whole = paths.reduce((made, path) => asObject(withValue(made, path.split('.'), {})) ?? made, object);
  return kind === '/Service' ? (asObject(withValue(whole, ['spec', 'ports[]', 'targetPort'], 0)) ?? whole) : whole;
}

const podSpec = (at: string): readonly string[] => [
  ...['containers', 'initContainers', 'ephemeralContainers'].map((list) => `${at}.${list}[].resources`),
  ...['metadata', 'spec', 'spec.resources'].map((field) => `${at}.volumes[].ephemeral.volumeClaimTemplate.${field}`),
];
const template = (at: string): readonly string[] => [`${at}.metadata`, `${at}.spec`, ...podSpec(`${at}.spec`)];
const spec = ['spec'];

/** Places by kind, outer ones first; `[]` stands for each item of a list. */
const zeros: Readonly<Record<KindId, readonly string[]>> = {
  '/LimitRange': spec,
  '/Namespace': spec,
  '/PersistentVolume': spec,
  '/PersistentVolumeClaim': ['spec', 'spec.resources'],
  '/Pod': ['spec', ...podSpec('spec')],
  '/PodTemplate': ['template', ...template('template')],
  '/ReplicationController': ['spec', ...template('spec.template')],
  '/ResourceQuota': spec,
  '/Service': spec,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': spec,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': spec,
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': spec,
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': spec,
  'apps/DaemonSet': ['spec', 'spec.updateStrategy', 'spec.template', ...template('spec.template')],
  'apps/Deployment': ['spec', 'spec.strategy', 'spec.template', ...template('spec.template')],
  'apps/ReplicaSet': ['spec', 'spec.template', ...template('spec.template')],
  'apps/StatefulSet': [
    ...['spec', 'spec.updateStrategy', 'spec.template', ...template('spec.template')],
    ...['spec', 'spec.resources', 'status'].map((field) => `spec.volumeClaimTemplates[].${field}`),
  ],
  'autoscaling/HorizontalPodAutoscaler': ['spec', 'spec.scaleTargetRef'],
  'batch/CronJob': [
    ...['spec', 'spec.jobTemplate', 'spec.jobTemplate.metadata', 'spec.jobTemplate.spec'],
    ...['spec.jobTemplate.spec.template', ...template('spec.jobTemplate.spec.template')],
  ],
  'batch/Job': ['spec', 'spec.template', ...template('spec.template')],
  'coordination.k8s.io/Lease': spec,
  'discovery.k8s.io/EndpointSlice': ['endpoints[].conditions'],
  'networking.k8s.io/Ingress': spec,
  'networking.k8s.io/IngressClass': spec,
  'networking.k8s.io/NetworkPolicy': ['spec', 'spec.podSelector'],
  'policy/PodDisruptionBudget': spec,
  'storage.k8s.io/CSIDriver': spec,
};

/** The value with `empty` at a place, if what is around it is there and the place is not. */
function withValue(value: Json | undefined, [first, ...rest]: readonly string[], empty: Json): Json | undefined {
  const map = asObject(value);
  if (map === undefined || first === undefined) return value;
  const isList = first.endsWith('[]');
  const name = isList ? first.slice(0, -2) : first;
  const field = map[name];
  if (isList) {
    if (!Array.isArray(field)) return map;
    return { ...map, [name]: (field as readonly Json[]).map((item) => withValue(item, rest, empty) ?? item) };
  }
  if (rest.length > 0) return field === undefined ? map : { ...map, [name]: withValue(field, rest, empty) };
  return field === undefined || field === null ? { ...map, [name]: empty } : map;
}

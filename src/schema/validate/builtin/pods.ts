import type { Json, JsonObject } from '../../../flux/object.ts';
import type { Step } from '../../../manifests/yaml/node.ts';
import { checkLabels } from '../metadata.ts';
import { dnsLabel, dnsSubdomain, envVarName, labelValue, portName, qualifiedName } from '../names.ts';
import { isIp } from '../network.ts';
import { asObject, asText, fieldOf, unknownValue, valueAt } from '../value.ts';
import { fail, type Walk } from '../walk.ts';
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
  notNegative,
  type ObjectRule,
  objectsOf,
  oneOf,
  oneOfOrEmpty,
} from './checks.ts';
import { sameNames } from './containers.ts';

/** A pod, as itself or in a template. Rules: ValidatePodSpec of k8s.io/kubernetes, pkg/apis/core/validation. */
export const podSpec: ObjectRule = all(
  needs('containers'),
  fields({
    activeDeadlineSeconds: between(1, 2 ** 31 - 1),
    terminationGracePeriodSeconds: notNegative,
    dnsPolicy: oneOfOrEmpty('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
    hostname: namedIfSet(dnsLabel),
    nodeName: namedIfSet(dnsSubdomain),
    preemptionPolicy: oneOfOrEmpty('PreemptLowerPriority', 'Never'),
    priorityClassName: namedIfSet(dnsSubdomain),
    restartPolicy: oneOfOrEmpty('Always', 'OnFailure', 'Never'),
    runtimeClassName: named(dnsSubdomain),
    serviceAccountName: namedIfSet(dnsSubdomain),
    subdomain: namedIfSet(dnsLabel),
  }),
  distinct('volumes', 'name'),
  sameNames,
  (walk, spec) => checkLabels(walk, asObject(fieldOf(spec, 'nodeSelector')), ['nodeSelector']),
  mountsAreVolumes,
  initContainersHaveNoProbes,
  (walk, spec) => {
    if (objectsOf(spec, 'ephemeralContainers').length === 0) return;
    const message = (field: string): string => `${field} cannot be set in a manifest, only in a pod that runs.`;
    fail(walk, 'rule', message, { below: ['ephemeralContainers'] });
  },
);

/** A profile of seccomp or AppArmor: a file of the node's, or one that needs no name. */
export const confinement: ObjectRule = (walk, profile) => {
  fields({ type: oneOf('Localhost', 'RuntimeDefault', 'Unconfined') })(walk, profile);
  const type = fieldOf(profile, 'type');
  const file = fieldOf(profile, 'localhostProfile');
  if (type === 'Localhost') need(walk, profile, 'localhostProfile', ' with the type Localhost');
  else if (typeof file === 'string' && typeof type === 'string') {
    const message = (field: string): string => `${field} can only be set with the type Localhost.`;
    fail(walk, 'rule', message, { below: ['localhostProfile'] });
  }
};

/** A workload's pods run until they are stopped. */
export const runsForever: ObjectRule = (walk, spec) => {
  const policy = valueAt(spec, 'template', 'spec', 'restartPolicy');
  const at = ['template', 'spec'];
  if (policy !== undefined && policy !== '' && policy !== 'Always' && policy !== unknownValue) {
    const message = (field: string): string => `${field} must be Always in a ${walk.kind.kind}.`;
    fail(walk, 'not-allowed', message, { below: [...at, 'restartPolicy'] });
  }
  if (valueAt(spec, 'template', 'spec', 'activeDeadlineSeconds') !== undefined) {
    const message = (field: string): string => `${field} is not allowed in a ${walk.kind.kind}.`;
    fail(walk, 'rule', message, { below: [...at, 'activeDeadlineSeconds'] });
  }
};

/** A template of pods. */
export const podTemplate: ObjectRule = (walk, template) => {
  needs('spec')(walk, template);
  if (valueAt(template, 'spec', 'ephemeralContainers') === undefined) return;
  const message = (field: string): string => `${field} is only for pods that run.`;
  fail(walk, 'rule', message, { below: ['spec', 'ephemeralContainers'] });
};

/** A volume: one source. Without any it is an emptyDir. */
export const volume: ObjectRule = (walk, object) => {
  fields({ name: named(dnsLabel) })(walk, object);
  const sources = Object.keys(object).filter((name) => name !== 'name' && fieldOf(object, name) !== unknownValue);
  if (sources.length < 2) return;
  const message = (field: string): string => `${field} has more than one source: ${sources.join(', ')}.`;
  fail(walk, 'no-alternative', message, { below: [sources[1] ?? ''] });
};

/** Where a container has a volume. */
export const volumeMount: ObjectRule = all(
  needs('name', 'mountPath'),
  fields({
    mountPropagation: oneOf('None', 'HostToContainer', 'Bidirectional'),
    recursiveReadOnly: oneOf('Disabled', 'Enabled', 'IfPossible'),
    subPath: pathWithin,
    subPathExpr: pathWithin,
  }),
  (walk, mount) => {
    const given = ['subPath', 'subPathExpr'].map((name) => fieldOf(mount, name) ?? '');
    if (given.some((path) => path === '' || path === unknownValue)) return;
    fail(walk, 'rule', (field) => `${field} cannot be set together with "subPath".`, { below: ['subPathExpr'] });
  },
);

/** A path that stays in its folder. Rule: validateLocalDescendingPath of k8s.io/kubernetes. */
function pathWithin(walk: Walk, value: Json, below: readonly Step[]): void {
  if (typeof value !== 'string') return;
  if (value.startsWith('/')) {
    fail(walk, 'rule', (field) => `${field} must be a relative path, without "/" at its start.`, { below });
  } else if (value.split('/').includes('..')) {
    fail(walk, 'rule', (field) => `${field} must not leave its volume by "..".`, { below });
  }
}

/** Names of an address in a pod's hosts file. */
export const hostAlias: ObjectRule = fields({ ip: named((text) => (isIp(text) ? undefined : 'is no IP address')) });

/** Which nodes a pod tolerates. */
export const toleration: ObjectRule = (walk, object) => {
  fields({
    key: namedIfSet(qualifiedName),
    operator: oneOfOrEmpty('Exists', 'Equal', 'Lt', 'Gt'),
    effect: oneOfOrEmpty('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  })(walk, object);
  const operator = fieldOf(object, 'operator');
  if (operator === unknownValue || fieldOf(object, 'key') === unknownValue) return;
  if ((fieldOf(object, 'key') ?? '') === '' && operator !== 'Exists') {
    fail(walk, 'rule', (field) => `${field} needs a key, or the operator Exists to tolerate everything.`);
  }
  if (operator === 'Equal' || (operator ?? '') === '') fields({ value: namedIfSet(labelValue) })(walk, object);
  const effect = fieldOf(object, 'effect') ?? '';
  if (fieldOf(object, 'tolerationSeconds') !== undefined && typeof effect === 'string' && effect !== 'NoExecute') {
    const message = (field: string): string => `${field} can only be set with the effect NoExecute.`;
    fail(walk, 'rule', message, { below: ['tolerationSeconds'] });
  }
  if (operator === 'Exists' && (fieldOf(object, 'value') ?? '') !== '' && fieldOf(object, 'value') !== unknownValue) {
    const message = (field: string): string => `${field} cannot be set with the operator Exists.`;
    fail(walk, 'rule', message, { below: ['value'] });
  }
};

/** How pods spread over nodes. */
export const spreadConstraint: ObjectRule = all(
  fields({
    maxSkew: between(1),
    minDomains: between(1),
    nodeAffinityPolicy: oneOf('Honor', 'Ignore'),
    nodeTaintsPolicy: oneOf('Honor', 'Ignore'),
    whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
  }),
  needs('topologyKey'),
);

/** A variable of a container's environment. */
export const envVar: ObjectRule = (walk, object) => {
  fields({ name: named(envVarName) })(walk, object);
  const value = fieldOf(object, 'value');
  if (value === undefined || value === '' || value === unknownValue || fieldOf(object, 'valueFrom') === undefined)
    return;
  const message = (field: string): string => `${field} cannot be set beside a value.`;
  fail(walk, 'no-alternative', message, { below: ['valueFrom'] });
};

const fieldPath =
  /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/;

/** Where a variable's value is from. */
export const envSource: ObjectRule = (walk, object) => {
  exactlyOne(['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'])(walk, object);
  const path = asText(valueAt(object, 'fieldRef', 'fieldPath'));
  if (path === undefined || fieldPath.test(path)) return;
  const message = (field: string): string => `${field} is "${path}", which is no field that a variable can have.`;
  fail(walk, 'not-allowed', message, { below: ['fieldRef', 'fieldPath'] });
};

/** A port of a container. */
export const containerPort: ObjectRule = (walk, object) => {
  need(walk, object, 'containerPort');
  fields({
    containerPort: between(-Infinity, 65_535),
    hostPort: between(0, 65_535),
    name: namedIfSet(portName),
    protocol: oneOfOrEmpty('TCP', 'UDP', 'SCTP'),
  })(walk, object);
  const number = fieldOf(object, 'containerPort');
  if (typeof number === 'number' && number < 0) between(1, 65_535)(walk, number, ['containerPort']);
};

/** Containers mount what the pod has as volumes; a StatefulSet's claim templates are volumes, too. */
function mountsAreVolumes(walk: Walk, spec: JsonObject): void {
  if (walk.kind.kind === 'StatefulSet' || fieldOf(spec, 'volumes') === unknownValue) return;
  checkMounts(walk, spec, [], []);
}

/** Says which mounts name no volume of a pod or of `others`; the pod's spec stands `at` below the walk's path. */
export function checkMounts(walk: Walk, spec: JsonObject, others: readonly string[], at: readonly string[]): void {
  const volumes = objectsOf(spec, 'volumes').map(([, object]) => fieldOf(object, 'name'));
  if (volumes.includes(unknownValue) || walk.options.isSupplied?.([...walk.path, ...at, 'volumes']) === true) return;
  const known = new Set([...volumes, ...others]);
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of objectsOf(spec, list)) {
      for (const [place, mount, kind] of mountsOf(container)) {
        const name = asText(fieldOf(mount, 'name'));
        if (name === undefined || name === '' || known.has(name)) continue;
        const message = (field: string): string =>
          `${field} is ${JSON.stringify(name)}, but the pod has no such volume.`;
        fail(walk, 'rule', message, { below: [...at, list, index, kind, place, 'name'] });
      }
    }
  }
}

function mountsOf(container: JsonObject): (readonly [number, JsonObject, string])[] {
  return ['volumeMounts', 'volumeDevices'].flatMap((kind) =>
    objectsOf(container, kind).map(([place, mount]) => [place, mount, kind] as const),
  );
}

function initContainersHaveNoProbes(walk: Walk, spec: JsonObject): void {
  for (const [index, container] of objectsOf(spec, 'initContainers')) {
    if (fieldOf(container, 'restartPolicy') !== undefined) continue;
    for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
      if (fieldOf(container, name) === undefined) continue;
      const message = (field: string): string => `${field} is not allowed in an init container that ends by itself.`;
      fail(walk, 'rule', message, { below: ['initContainers', index, name] });
    }
  }
}

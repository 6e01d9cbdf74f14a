import type { JsonObject } from '../../../flux/object.ts';
import { dnsLabel, portName } from '../names.ts';
import { asObject, asText, fieldOf } from '../value.ts';
import { fail, shown, type Walk } from '../walk.ts';
import {
  all,
  between,
  distinct,
  exactlyOne,
  fields,
  named,
  needs,
  notNegative,
  type ObjectRule,
  objectsOf,
  oneOf,
  oneOfOrEmpty,
  portOrName,
} from './checks.ts';
import { compareQuantities, quantityOf } from './quantity.ts';

/** A container of a pod. Rules: validateContainerCommon of k8s.io/kubernetes, pkg/apis/core/validation. */
export const container: ObjectRule = all(
  needs('image'),
  fields({
    name: named(dnsLabel),
    restartPolicy: oneOf('Always', 'Never', 'OnFailure'),
    imagePullPolicy: oneOfOrEmpty('Always', 'IfNotPresent', 'Never'),
    terminationMessagePolicy: oneOfOrEmpty('File', 'FallbackToLogsOnError'),
  }),
  distinct('ports', 'name'),
  distinct('volumeMounts', 'mountPath'),
  probesSucceedOnce,
);

/** What happens to a container when its resources change. */
export const resizePolicy: ObjectRule = fields({
  resourceName: oneOf('cpu', 'memory'),
  restartPolicy: oneOf('NotRequired', 'RestartContainer'),
});

/** No two containers of a pod have the same name, init containers included. */
export function sameNames(walk: Walk, spec: JsonObject): void {
  const seen = new Set<string>();
  for (const list of ['containers', 'initContainers']) {
    for (const [index, own] of objectsOf(spec, list)) {
      const name = asText(fieldOf(own, 'name'));
      if (name === undefined || name === '') continue;
      if (!seen.has(name)) seen.add(name);
      // Within one list the schema's map keys tell already.
      else if (list === 'initContainers' || !isKeyedList(walk, list)) {
        const message = (field: string): string => `${field} is ${shown(walk, name)}, as another container's.`;
        fail(walk, 'duplicate-item', message, { below: [list, index, 'name'] });
      }
    }
  }
}

function isKeyedList(walk: Walk, list: string): boolean {
  return walk.kind.definition('core.v1.PodSpec')?.properties?.[list]?.['x-kubernetes-list-type'] === 'map';
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** A probe: one way to ask, and times that are not negative. */
export const probe: ObjectRule = all(
  exactlyOne(handlers),
  fields({
    initialDelaySeconds: notNegative,
    timeoutSeconds: notNegative,
    periodSeconds: notNegative,
    successThreshold: notNegative,
    failureThreshold: notNegative,
    terminationGracePeriodSeconds: between(1),
  }),
);

/** What is done when a container has started or is stopped. */
export const lifecycleHandler: ObjectRule = exactlyOne(['exec', 'httpGet', 'tcpSocket', 'sleep']);

/** A request over HTTP. */
export const httpGet: ObjectRule = all(
  needs('port'),
  fields({ port: portOrName(portName), scheme: oneOfOrEmpty('HTTP', 'HTTPS', '') }),
);

/** An open port. */
export const tcpSocket: ObjectRule = all(needs('port'), fields({ port: portOrName(portName) }));

/** A command. */
export const execAction: ObjectRule = needs('command');

/** Only readiness may need more than one success, and only it stops nothing. */
function probesSucceedOnce(walk: Walk, own: JsonObject): void {
  const readiness = asObject(fieldOf(own, 'readinessProbe'));
  if (fieldOf(readiness, 'terminationGracePeriodSeconds') !== undefined) {
    const message = (field: string): string => `${field} is not allowed, as a readiness probe stops nothing.`;
    fail(walk, 'rule', message, { below: ['readinessProbe', 'terminationGracePeriodSeconds'] });
  }
  for (const name of ['livenessProbe', 'startupProbe']) {
    const threshold = fieldOf(asObject(fieldOf(own, name)), 'successThreshold');
    if (typeof threshold !== 'number' || threshold === 1 || threshold <= 0) continue;
    const message = (field: string): string => `${field} must be 1; only a readiness probe may ask for more.`;
    fail(walk, 'out-of-range', message, { below: [name, 'successThreshold'] });
  }
}

const standard = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** What a container asks for and may take: known resources, no request above its limit. */
export const resources: ObjectRule = (walk, own) => {
  const limits = asObject(fieldOf(own, 'limits'));
  for (const list of ['limits', 'requests']) {
    const amounts = asObject(fieldOf(own, list));
    for (const name in amounts) {
      const below = [list, name];
      if (
        !standard.test(name) &&
        !name.includes('/') &&
        walk.options.isOpaque?.(name) !== true &&
        isOfContainer(walk)
      ) {
        const message = `"${name}" is no resource of containers. Known: cpu, memory, ephemeral-storage, hugepages-SIZE.`;
        fail(walk, 'not-allowed', () => message, { below, at: 'key' });
      }
      const amount = quantityOf(amounts[name]);
      if (amount !== undefined && amount.digits < 0n) {
        fail(walk, 'out-of-range', (field) => `${field} must not be negative.`, { below });
      }
      const limit = list === 'requests' ? quantityOf(fieldOf(limits, name)) : undefined;
      if (amount !== undefined && limit !== undefined && compareQuantities(amount, limit) > 0) {
        const message = (field: string): string => `${field} is more than limits.${name} allows.`;
        fail(walk, 'out-of-range', message, { below });
      }
    }
  }
};

/** Volume claims ask for storage with the same words. */
function isOfContainer({ path }: Walk): boolean {
  return path.some((step) => step === 'containers' || step === 'initContainers');
}

import type { JsonObject } from '../../../flux/object.ts';
import { dnsLabel } from '../names.ts';
import { asObject, asText, fieldOf, unknownValue, valueAt } from '../value.ts';
import { fail, type Walk } from '../walk.ts';
import {
  all,
  fields,
  intOrPercent,
  named,
  namedIfSet,
  notNegative,
  type ObjectRule,
  objectsOf,
  oneOf,
  oneOfOrEmpty,
} from './checks.ts';
import { isTimeZone, scheduleFault } from './cron.ts';
import { checkMounts, runsForever } from './pods.ts';
import { selectsItsTemplate } from './selectors.ts';

/** Rules: pkg/apis/apps/validation and pkg/apis/batch/validation of k8s.io/kubernetes. */
export const deploymentSpec: ObjectRule = all(
  fields({
    replicas: notNegative,
    minReadySeconds: notNegative,
    revisionHistoryLimit: notNegative,
    progressDeadlineSeconds: notNegative,
  }),
  selectsItsTemplate,
  runsForever,
  deadlineIsLater,
);

/** How a Deployment replaces its pods. */
export const deploymentStrategy: ObjectRule = (walk, strategy) => {
  fields({ type: oneOfOrEmpty('RollingUpdate', 'Recreate') })(walk, strategy);
  if (fieldOf(strategy, 'type') !== 'Recreate' || fieldOf(strategy, 'rollingUpdate') === undefined) return;
  const message = (field: string): string => `${field} cannot be set when the type is Recreate.`;
  fail(walk, 'rule', message, { below: ['rollingUpdate'] });
};

/** The steps of a rolling update of a Deployment. */
export const rollingDeployment: ObjectRule = (walk, update) => {
  fields({ maxUnavailable: intOrPercent(100), maxSurge: intOrPercent() })(walk, update);
  if (!isNothing(fieldOf(update, 'maxUnavailable')) || !isNothing(fieldOf(update, 'maxSurge'))) return;
  const message = (field: string): string => `${field} and maxSurge cannot both be 0.`;
  fail(walk, 'rule', message, { below: ['maxUnavailable'] });
};

/** The steps of a rolling update of a DaemonSet. */
export const rollingDaemonSet: ObjectRule = (walk, update) => {
  fields({ maxUnavailable: intOrPercent(100), maxSurge: intOrPercent(100) })(walk, update);
  const surge = fieldOf(update, 'maxSurge');
  if (!isNothing(fieldOf(update, 'maxUnavailable')) || (surge !== undefined && !isNothing(surge))) return;
  const message = (field: string): string => `${field} cannot be 0 when maxSurge is.`;
  fail(walk, 'rule', message, { below: ['maxUnavailable'] });
};

/** The steps of a rolling update of a StatefulSet. */
export const rollingStatefulSet: ObjectRule = (walk, update) => {
  fields({ partition: notNegative, maxUnavailable: intOrPercent(100) })(walk, update);
  if (!isNothing(fieldOf(update, 'maxUnavailable'))) return;
  fail(walk, 'out-of-range', (field) => `${field} cannot be 0.`, { below: ['maxUnavailable'] });
};

/** A DaemonSet's spec. */
export const daemonSetSpec: ObjectRule = all(
  fields({ minReadySeconds: notNegative, revisionHistoryLimit: notNegative }),
  selectsItsTemplate,
  runsForever,
);

/** A ReplicaSet's spec. */
export const replicaSetSpec: ObjectRule = all(
  fields({ replicas: notNegative, minReadySeconds: notNegative }),
  selectsItsTemplate,
  runsForever,
);

/** A StatefulSet's spec. */
export const statefulSetSpec: ObjectRule = all(
  fields({
    replicas: notNegative,
    minReadySeconds: notNegative,
    podManagementPolicy: oneOfOrEmpty('OrderedReady', 'Parallel'),
    serviceName: namedIfSet(dnsLabel),
  }),
  selectsItsTemplate,
  runsForever,
  mountsClaims,
);

/** How workloads of a kind replace their pods. */
export const updateStrategy: ObjectRule = fields({ type: oneOfOrEmpty('RollingUpdate', 'OnDelete') });

/** A Job's spec, also in a CronJob. */
export const jobSpec: ObjectRule = (walk, spec) => {
  fields({
    managedBy: named((name) =>
      /^[^/]+\/.+$/.test(name) ? undefined : 'needs a domain and a path, e.g. example.com/name',
    ),
    activeDeadlineSeconds: notNegative,
    backoffLimit: notNegative,
    completions: notNegative,
    parallelism: notNegative,
    ttlSecondsAfterFinished: notNegative,
    completionMode: oneOf('NonIndexed', 'Indexed'),
    podReplacementPolicy: oneOf('TerminatingOrFailed', 'Failed'),
  })(walk, spec);
  const pod = asObject(valueAt(spec, 'template', 'spec'));
  const policy = fieldOf(pod, 'restartPolicy');
  const ends = policy === 'OnFailure' || policy === 'Never' || policy === unknownValue;
  if (
    !ends &&
    pod !== undefined &&
    walk.options.isSupplied?.([...walk.path, 'template', 'spec', 'restartPolicy']) !== true
  ) {
    const at = policy === undefined ? ['template', 'spec'] : ['template', 'spec', 'restartPolicy'];
    const message = "A Job's pods need the restartPolicy OnFailure or Never.";
    fail(walk, policy === undefined ? 'missing-field' : 'not-allowed', () => message, {
      below: at,
      at: policy === undefined ? 'key' : 'value',
      ...(policy === undefined && { lacks: [...at, 'restartPolicy'] }),
    });
  }
  for (const name of ['maxFailedIndexes', 'backoffLimitPerIndex']) {
    if (fieldOf(spec, name) === undefined || (fieldOf(spec, 'completionMode') ?? 'NonIndexed') !== 'NonIndexed')
      continue;
    fail(walk, 'rule', (field) => `${field} needs the completionMode Indexed.`, { below: [name] });
  }
  if (fieldOf(spec, 'completionMode') === 'Indexed' && fieldOf(spec, 'completions') === undefined) {
    fail(walk, 'missing-field', (field) => `${field} needs completions when completionMode is Indexed.`, {
      at: 'key',
      lacks: ['completions'],
    });
  }
};

/** A CronJob's spec. */
export const cronJobSpec: ObjectRule = (walk, spec) => {
  fields({
    concurrencyPolicy: oneOfOrEmpty('Allow', 'Forbid', 'Replace'),
    failedJobsHistoryLimit: notNegative,
    startingDeadlineSeconds: notNegative,
    successfulJobsHistoryLimit: notNegative,
  })(walk, spec);
  const zone = asText(fieldOf(spec, 'timeZone'));
  if (zone !== undefined && !isTimeZone(zone)) {
    fail(walk, 'format', (field) => `${field} is ${JSON.stringify(zone)}, which is no time zone.`, {
      below: ['timeZone'],
    });
  }
  const schedule = asText(fieldOf(spec, 'schedule'));
  const fault = schedule === undefined ? undefined : scheduleFault(schedule);
  if (fault === undefined) return;
  const message = (field: string): string => `${field} is ${JSON.stringify(schedule)}: ${fault}.`;
  fail(walk, 'format', message, { below: ['schedule'] });
};

function isNothing(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%?$/.test(value));
}

function deadlineIsLater(walk: Walk, spec: JsonObject): void {
  const deadline = fieldOf(spec, 'progressDeadlineSeconds') ?? 600;
  const ready = fieldOf(spec, 'minReadySeconds') ?? 0;
  if (typeof deadline !== 'number' || typeof ready !== 'number' || deadline > ready || deadline < 0) return;
  const below =
    fieldOf(spec, 'progressDeadlineSeconds') === undefined ? ['minReadySeconds'] : ['progressDeadlineSeconds'];
  fail(walk, 'rule', () => 'progressDeadlineSeconds must be more than minReadySeconds.', { below });
}

function mountsClaims(walk: Walk, spec: JsonObject): void {
  const pod = asObject(valueAt(spec, 'template', 'spec'));
  if (pod === undefined || fieldOf(spec, 'volumeClaimTemplates') === unknownValue) return;
  const claims = objectsOf(spec, 'volumeClaimTemplates').flatMap(([, claim]) => {
    const name = valueAt(claim, 'metadata', 'name');
    return typeof name === 'string' ? [name] : [];
  });
  checkMounts(walk, pod, claims, ['template', 'spec']);
}

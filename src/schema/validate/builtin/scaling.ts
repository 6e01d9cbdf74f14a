import { pathSegment } from '../names.ts';
import { asObject, asText, fieldOf, unknownValue } from '../value.ts';
import { fail, isSupplied } from '../walk.ts';
import {
  all,
  between,
  exactlyOne,
  fields,
  intOrPercent,
  named,
  needs,
  notNegative,
  type ObjectRule,
  oneOf,
} from './checks.ts';

/** A HorizontalPodAutoscaler's spec. Rules: pkg/apis/autoscaling/validation of k8s.io/kubernetes. */
export const autoscalerSpec: ObjectRule = (walk, spec) => {
  // Whether 0 is allowed depends on a feature gate of the cluster.
  fields({ minReplicas: notNegative, maxReplicas: between(1) })(walk, spec);
  const [least, most] = [fieldOf(spec, 'minReplicas') ?? 1, fieldOf(spec, 'maxReplicas')];
  if (typeof least !== 'number' || typeof most !== 'number' || most >= least || most < 1) return;
  const message = (field: string): string => `${field} is ${most}, less than minReplicas (${least}).`;
  fail(walk, 'rule', message, { below: ['maxReplicas'] });
};

const sources: ReadonlyMap<string, string> = new Map([
  ['Object', 'object'],
  ['Pods', 'pods'],
  ['Resource', 'resource'],
  ['External', 'external'],
  ['ContainerResource', 'containerResource'],
]);

/** What an autoscaler measures. */
export const metric: ObjectRule = (walk, own) => {
  fields({ type: oneOf(...sources.keys()) })(walk, own);
  const type = asText(fieldOf(own, 'type')) ?? '';
  const wanted = sources.get(type);
  if (wanted !== undefined && fieldOf(own, wanted) === undefined) {
    fail(walk, 'missing-field', (field) => `${field} needs "${wanted}", as its type is ${type}.`, { lacks: [wanted] });
  }
  exactlyOne([...sources.values()], 'atMost')(walk, own);
};

/** What an autoscaler aims at. */
export const metricTarget: ObjectRule = fields({
  type: oneOf('Utilization', 'Value', 'AverageValue'),
  averageUtilization: between(1),
});

/** What an autoscaler scales: its group says which kind is meant. */
export const scaleTarget: ObjectRule = (walk, own) => {
  all(needs('kind', 'name'), fields({ kind: named(pathSegment), name: named(pathSegment) }))(walk, own);
  const version = fieldOf(own, 'apiVersion') ?? '';
  if (fieldOf(own, 'kind') === 'ReplicationController' || typeof version !== 'string') return;
  if (version.split('/').length === 2 || isSupplied(walk, ['apiVersion'])) return;
  if (version === '')
    return fail(walk, 'missing-field', (field) => `${field} needs an apiVersion, e.g. apps/v1.`, {
      lacks: ['apiVersion'],
    });
  const message = (field: string): string => `${field} must be a group and a version, e.g. apps/v1.`;
  fail(walk, 'format', message, { below: ['apiVersion'] });
};

/** A resource of pods that an autoscaler measures. */
export const resourceMetric: ObjectRule = (walk, own) => {
  needs('name')(walk, own);
  const target = asObject(fieldOf(own, 'target'));
  if (target === undefined) return;
  const set = ['averageUtilization', 'averageValue'].filter((name) => fieldOf(target, name) !== undefined);
  if (set.length === 1) return;
  const message = (field: string): string => `${field} needs exactly one of "averageUtilization", "averageValue".`;
  fail(walk, 'no-alternative', message, { below: ['target'] });
};

/** A PodDisruptionBudget's spec. Rules: pkg/apis/policy/validation. */
export const disruptionSpec: ObjectRule = (walk, spec) => {
  fields({
    minAvailable: intOrPercent(100),
    maxUnavailable: intOrPercent(100),
    unhealthyPodEvictionPolicy: oneOf('IfHealthyBudget', 'AlwaysAllow'),
  })(walk, spec);
  if (fieldOf(spec, 'minAvailable') === undefined || fieldOf(spec, 'maxUnavailable') === undefined) return;
  if (fieldOf(spec, 'minAvailable') === unknownValue || fieldOf(spec, 'maxUnavailable') === unknownValue) return;
  const message = (field: string): string => `${field} cannot be set beside minAvailable.`;
  fail(walk, 'no-alternative', message, { below: ['maxUnavailable'] });
};

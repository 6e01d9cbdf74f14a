import { asText, fieldOf, unknownValue } from '../value.ts';
import { fail } from '../walk.ts';
import { between, exactlyOne, fields, intOrPercent, needs, notNegative, type ObjectRule, oneOf } from './checks.ts';

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
    fail(walk, 'missing-field', (field) => `${field} needs "${wanted}", as its type is ${type}.`);
  }
  exactlyOne([...sources.values()], 'atMost')(walk, own);
};

/** What an autoscaler aims at. */
export const metricTarget: ObjectRule = fields({
  type: oneOf('Utilization', 'Value', 'AverageValue'),
  averageUtilization: between(1),
});

/** What an autoscaler scales. */
export const scaleTarget: ObjectRule = needs('kind', 'name');

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

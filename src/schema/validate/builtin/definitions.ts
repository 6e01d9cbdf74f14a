import type { JsonObject } from '../../../flux/object.ts';
import { checkTemplateMeta } from '../metadata.ts';
import type { Walk } from '../walk.ts';
import { aggregationRule, policyRule, roleRef, subject } from './access.ts';
import { all, between, exactlyOne, fields, named, needs, oneOf, oneOfOrEmpty, type ObjectRule } from './checks.ts';
import {
  container,
  execAction,
  httpGet,
  lifecycleHandler,
  probe,
  resizePolicy,
  resources,
  tcpSocket,
} from './containers.ts';
import {
  ingressBackend,
  ingressPath,
  ingressPaths,
  ingressRule,
  ingressService,
  ingressServicePort,
  ingressSpec,
  ingressTls,
} from './ingress.ts';
import { ipBlock, networkPolicyPeer, networkPolicyPort, networkPolicySpec } from './networkPolicy.ts';
import { servicePort, serviceSpec } from './service.ts';
import { envVarName } from '../names.ts';
import {
  containerPort,
  envSource,
  envVar,
  podSpec,
  hostAlias,
  podTemplate,
  spreadConstraint,
  confinement,
  toleration,
  volume,
  volumeMount,
} from './pods.ts';
import { configMapFiles, fileOf, keyOf, resourceClaim, secretFiles, wholeOf } from './references.ts';
import { autoscalerSpec, disruptionSpec, metric, metricTarget, resourceMetric, scaleTarget } from './scaling.ts';
import { labelExpression, labelSelector } from './selectors.ts';
import { customResourceDefinition } from './customResources.ts';
import { namespace } from './namespace.ts';
import { claimSpec, configMap, dataSource, secret } from './storage.ts';
import {
  cronJobSpec,
  daemonSetSpec,
  deploymentSpec,
  deploymentStrategy,
  jobSpec,
  replicaSetSpec,
  rollingDaemonSet,
  rollingDeployment,
  rollingStatefulSet,
  statefulSetSpec,
  updateStrategy,
} from './workloads.ts';

const hostPath = all(
  needs('path'),
  fields({
    type: oneOf('', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
  }),
);

const id = between(0, 2 ** 31 - 1);
const users = fields({
  runAsUser: id,
  runAsGroup: id,
  fsGroup: id,
  fsGroupChangePolicy: oneOf('Always', 'OnRootMismatch'),
});

const envFrom = all(exactlyOne(['configMapRef', 'secretRef']), fields({ prefix: named(optional(envVarName)) }));

/** What Kubernetes demands of a definition beyond its schema: what is wrong most often, for the kinds that are used most. */
const definitions: ReadonlyMap<string, ObjectRule> = new Map<string, ObjectRule>([
  ['apps.v1.DaemonSetSpec', daemonSetSpec],
  ['apps.v1.DaemonSetUpdateStrategy', updateStrategy],
  ['apps.v1.DeploymentSpec', deploymentSpec],
  ['apps.v1.DeploymentStrategy', deploymentStrategy],
  ['apps.v1.ReplicaSetSpec', replicaSetSpec],
  ['apps.v1.RollingUpdateDaemonSet', rollingDaemonSet],
  ['apps.v1.RollingUpdateDeployment', rollingDeployment],
  ['apps.v1.RollingUpdateStatefulSetStrategy', rollingStatefulSet],
  ['apps.v1.StatefulSetSpec', statefulSetSpec],
  ['apps.v1.StatefulSetUpdateStrategy', updateStrategy],
  ['autoscaling.v2.CrossVersionObjectReference', scaleTarget],
  ['autoscaling.v2.HorizontalPodAutoscalerSpec', autoscalerSpec],
  ['autoscaling.v2.MetricSpec', metric],
  ['autoscaling.v2.MetricTarget', metricTarget],
  ['autoscaling.v2.ContainerResourceMetricSource', resourceMetric],
  ['autoscaling.v2.ResourceMetricSource', resourceMetric],
  ['batch.v1.CronJobSpec', cronJobSpec],
  ['batch.v1.JobSpec', jobSpec],
  ['batch.v1.JobTemplateSpec', needs('spec')],
  ['core.v1.Container', container],
  ['core.v1.ConfigMapEnvSource', wholeOf],
  ['core.v1.ConfigMapKeySelector', keyOf],
  ['core.v1.ContainerPort', containerPort],
  ['core.v1.EnvFromSource', envFrom],
  ['core.v1.EnvVar', envVar],
  ['core.v1.EnvVarSource', envSource],
  ['core.v1.AppArmorProfile', confinement],
  ['core.v1.ConfigMapVolumeSource', configMapFiles],
  ['core.v1.ContainerResizePolicy', resizePolicy],
  ['core.v1.ExecAction', execAction],
  ['core.v1.HostAlias', hostAlias],
  ['core.v1.HTTPGetAction', httpGet],
  ['core.v1.HostPathVolumeSource', hostPath],
  ['core.v1.KeyToPath', fileOf],
  ['core.v1.LifecycleHandler', lifecycleHandler],
  ['core.v1.PersistentVolumeClaim', needs('spec')],
  ['core.v1.PersistentVolumeClaimSpec', claimSpec],
  ['core.v1.ObjectFieldSelector', fields({ apiVersion: oneOfOrEmpty('v1') })],
  ['core.v1.PodOS', fields({ name: oneOf('linux', 'windows') })],
  ['core.v1.PodResourceClaim', resourceClaim],
  ['core.v1.PodSecurityContext', users],
  ['core.v1.PodSpec', podSpec],
  ['core.v1.PodTemplateSpec', podTemplate],
  ['core.v1.Probe', probe],
  ['core.v1.ResourceRequirements', resources],
  ['core.v1.SecretKeySelector', keyOf],
  ['core.v1.SecretVolumeSource', secretFiles],
  ['core.v1.SeccompProfile', confinement],
  ['core.v1.SecurityContext', users],
  ['core.v1.SecretEnvSource', wholeOf],
  ['core.v1.ServicePort', servicePort],
  ['core.v1.ServiceSpec', serviceSpec],
  ['core.v1.TCPSocketAction', tcpSocket],
  ['core.v1.Toleration', toleration],
  ['core.v1.TopologySpreadConstraint', spreadConstraint],
  ['core.v1.TypedLocalObjectReference', dataSource],
  ['core.v1.TypedObjectReference', dataSource],
  ['core.v1.Volume', volume],
  ['core.v1.VolumeMount', volumeMount],
  ['meta.v1.LabelSelector', labelSelector],
  ['meta.v1.LabelSelectorRequirement', labelExpression],
  ['meta.v1.ObjectMeta', templateMeta],
  ['networking.v1.HTTPIngressPath', ingressPath],
  ['networking.v1.HTTPIngressRuleValue', ingressPaths],
  ['networking.v1.IPBlock', ipBlock],
  ['networking.v1.IngressBackend', ingressBackend],
  ['networking.v1.IngressRule', ingressRule],
  ['networking.v1.IngressServiceBackend', ingressService],
  ['networking.v1.IngressSpec', ingressSpec],
  ['networking.v1.IngressTLS', ingressTls],
  ['networking.v1.NetworkPolicyPeer', networkPolicyPeer],
  ['networking.v1.NetworkPolicyPort', networkPolicyPort],
  ['networking.v1.NetworkPolicySpec', networkPolicySpec],
  ['networking.v1.ServiceBackendPort', ingressServicePort],
  ['policy.v1.PodDisruptionBudgetSpec', disruptionSpec],
  ['rbac.v1.AggregationRule', aggregationRule],
  ['rbac.v1.PolicyRule', policyRule],
  ['rbac.v1.RoleRef', roleRef],
  ['rbac.v1.Subject', subject],
]);

/** The same for whole objects, by group and kind. */
const kinds: ReadonlyMap<string, ObjectRule> = new Map<string, ObjectRule>([
  ['/ConfigMap', configMap],
  ['/Namespace', namespace],
  ['/PersistentVolumeClaim', needs('spec')],
  ['/Pod', needs('spec')],
  ['/Secret', secret],
  ['/Service', needs('spec')],
  ['apiextensions.k8s.io/CustomResourceDefinition', customResourceDefinition],
  ['apps/DaemonSet', needs('spec')],
  ['apps/Deployment', needs('spec')],
  ['apps/ReplicaSet', needs('spec')],
  ['apps/StatefulSet', needs('spec')],
  ['autoscaling/HorizontalPodAutoscaler', needs('spec')],
  ['batch/CronJob', needs('spec')],
  ['batch/Job', needs('spec')],
  ['networking.k8s.io/Ingress', needs('spec')],
]);

/** Judges an object by the rules of its definition, which Kubernetes' Go code knows and its OpenAPI does not. */
export function checkDefinition(walk: Walk, name: string, object: JsonObject): void {
  const rule = walk.muted || walk.options.mode === 'patch' ? undefined : definitions.get(name);
  if (rule !== undefined) run(rule, walk, object);
}

/** Judges a whole object by the rules of its kind. */
export function checkKind(walk: Walk, object: JsonObject): void {
  const rule = walk.options.mode === 'patch' ? undefined : kinds.get(`${walk.kind.group}/${walk.kind.kind}`);
  if (rule !== undefined) run(rule, walk, object);
}

/** Runs a rule and takes back what it says of values that something has been said about: they are wrong already. */
function run(rule: ObjectRule, walk: Walk, object: JsonObject): void {
  const { problems } = walk;
  const before = problems.length;
  rule(walk, object);
  if (before === 0 || problems.length === before) return;
  // Of a missing field the path is its owner's, about which there may be more to say.
  const said = problems.slice(0, before).filter(({ code }) => code !== 'missing-field');
  const places = new Set(said.map(({ path }) => path.join('\n')));
  const added = problems.splice(before);
  for (const problem of added) if (!places.has(problem.path.join('\n'))) problems.push(problem);
}

/** Metadata of a template; that of the whole object is judged with its name. */
function templateMeta(walk: Walk, metadata: JsonObject): void {
  if (walk.path.length > 1) checkTemplateMeta(walk, metadata, []);
}

function optional(rule: (text: string) => string | undefined): (text: string) => string | undefined {
  return (text) => (text === '' ? undefined : rule(text));
}

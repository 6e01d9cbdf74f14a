import { configKey, dnsSubdomain } from '../names.ts';
import { all, between, exactlyOne, fields, named, needs, type ObjectRule } from './checks.ts';

/** A key of a ConfigMap or a Secret. Rules: pkg/apis/core/validation of k8s.io/kubernetes. */
export const keyOf: ObjectRule = all(
  needs('name', 'key'),
  fields({ name: named(dnsSubdomain), key: named(configKey) }),
);

/** A whole ConfigMap or Secret. */
export const wholeOf: ObjectRule = all(needs('name'), fields({ name: named(dnsSubdomain) }));

const mode = between(0, 0o777);

/** The files of a ConfigMap. */
export const configMapFiles: ObjectRule = all(needs('name'), fields({ defaultMode: mode }));

/** The files of a Secret. */
export const secretFiles: ObjectRule = all(needs('secretName'), fields({ defaultMode: mode }));

/** One file of a ConfigMap or a Secret. */
export const fileOf: ObjectRule = all(needs('key', 'path'), fields({ mode }));

/** A device that a pod claims. */
export const resourceClaim: ObjectRule = exactlyOne(['resourceClaimName', 'resourceClaimTemplateName']);

import { asObject, asText, fieldOf, valueAt } from '../value.ts';
import { fail } from '../walk.ts';
import type { ObjectRule } from './checks.ts';

const levels = ['privileged', 'baseline', 'restricted'];

/** A Namespace: the labels of pod security admission (k8s.io/pod-security-admission, api/helpers.go). */
export const namespace: ObjectRule = (walk, object) => {
  const labels = asObject(valueAt(object, 'metadata', 'labels'));
  for (const mode of ['enforce', 'audit', 'warn']) {
    const name = `pod-security.kubernetes.io/${mode}`;
    const level = asText(fieldOf(labels, name));
    const below = ['metadata', 'labels'];
    if (level !== undefined && !levels.includes(level)) {
      const message = `The pod security level "${level}" is none of ${levels.join(', ')}.`;
      fail(walk, 'not-allowed', () => message, { below: [...below, name] });
    }
    const version = asText(fieldOf(labels, `${name}-version`));
    if (version === undefined || /^(latest|v1\.(0|[1-9]\d{0,5}))$/.test(version)) continue;
    const message = `The pod security version "${version}" is neither latest nor one like v1.36.`;
    fail(walk, 'not-allowed', () => message, { below: [...below, `${name}-version`] });
  }
};

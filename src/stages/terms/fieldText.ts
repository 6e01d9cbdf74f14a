import type { FieldPath, FieldStep } from './difference.ts';

/** A field path for a person: `spec.template.spec.containers[app].image`, `spec.hosts[0]`, `metadata."a.b/c"`. */
export function fieldText(path: FieldPath): string {
  return path.map((step, index) => stepText(step, index === 0)).join('');
}

function stepText(step: FieldStep, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'object') return `[${step.value}]`;
  const key = /^[\w-]+$/.test(step) ? step : JSON.stringify(step);
  return isFirst ? key : `.${key}`;
}

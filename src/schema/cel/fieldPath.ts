import type { Path } from '../../manifests/yaml/node.ts';

const step = /\.([^.[\]']+)|\['((?:[^'\\]|\\.)*)'\]/y;

/**
 * The steps of a rule's `fieldPath`: `.spec.name`, `['a.b'].c`. None where it cannot be read
 * (kubernetes/kubernetes, apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go, ValidFieldPath).
 */
export function fieldPathSteps(fieldPath: string): Path {
  const steps: string[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < fieldPath.length) {
    const match = step.exec(fieldPath);
    if (match === null) return [];
    steps.push(match[1] ?? (match[2] ?? '').replace(/\\(.)/g, '$1'));
  }
  return steps;
}

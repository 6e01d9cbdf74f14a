import { fieldText } from '../terms/fieldText.ts';
import type { Difference, FieldPath } from '../terms/difference.ts';
import type { Copy, Move } from '../terms/plan.ts';

/** What moves, without the values: `image ghcr.io/shop/web`, `chart redis`, `Deployment/web spec.replicas`. */
export function movedWhat({ version, object, field }: Difference): string {
  if (version === undefined) return `${object.kind}/${object.name}${field.length === 0 ? '' : ` ${fieldText(field)}`}`;
  switch (version.of) {
    case 'kustomizeImage':
    case 'manifestImage':
    case 'valuesImage':
      return `image ${version.subject}`;
    case 'chart':
      return `chart ${version.subject}`;
    case 'sourceRef':
      return `${object.kind}/${object.name} ${lastOf(field)}`;
    case 'remoteBase':
      return `remote base ${version.subject}`;
    case 'resourceSetInput':
      return `input ${version.subject}`;
    case 'variable':
      return `variable ${version.subject}`;
  }
}

/** A move in one line: `web: image shop/web 1.3.2 -> 1.4.0 (apps/production/kustomization.yaml)`. */
export function moveText({ application, difference, before, after, path }: Move): string {
  return `${application}: ${movedWhat(difference)} ${before ?? '(none)'} -> ${after ?? '(none)'} (${path})`;
}

/** A copy in one line: `web: new file apps/production/web.yaml`. */
export function copyText({ application, kind, path }: Copy): string {
  return `${application}: ${kind} file ${path}`;
}

function lastOf(field: FieldPath): string {
  return fieldText(field.slice(-1));
}

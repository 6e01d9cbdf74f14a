import { fieldText } from '../terms/fieldText.ts';
import type { Difference, Side } from '../terms/difference.ts';

/** The field of a difference for a person: `image of Deployment web`. */
export function what({ version, object, field }: Difference): string {
  const owner = `${object.kind} ${object.name}`;
  if (version !== undefined) return `The version of ${version.subject} (${owner})`;
  return field.length === 0 ? owner : `${fieldText(field)} of ${owner}`;
}

/** What a version is of, for a person; of anything else its object. */
export function subjectOf({ version, object }: Difference): string {
  return version?.subject ?? `${object.kind} ${object.name}`;
}

/** The value of a side for a person. */
export function valueOf(side: Side | undefined): string {
  return side === undefined ? 'nothing' : `"${side.value}"`;
}

/** The file of a side for a person. */
export function pathOf(side: Side | undefined): string {
  return side?.place.path ?? 'its file';
}

/** Whether a version is the branch that a source follows. */
export function isBranch({ version, field }: Difference): boolean {
  return version?.of === 'sourceRef' && field.at(-1) === 'branch';
}

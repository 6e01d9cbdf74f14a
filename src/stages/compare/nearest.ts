import type { FieldPath, Nearest } from '../terms/difference.ts';
import { itemStep } from '../applications/fieldSteps.ts';
import type { Placed, Where } from '../applications/placed.ts';
import type { Seen } from './seen.ts';
import { isOwnOf } from './traits.ts';

/** The deepest map or list on the way to a field that files of this stage alone write. */
export function nearestOf(field: FieldPath, { holding, object }: Seen): Nearest | undefined {
  const isOwn = (path: string) => isOwnOf(holding, path);
  let value: Placed | undefined = object.value;
  let found: Nearest | undefined;
  for (let depth = 0; depth < field.length && value !== undefined && value.type !== 'scalar'; depth += 1) {
    const places: readonly Where[] = value.type === 'map' ? value.at : [value.at];
    const own = places.findLast(({ source, alias, merged }) => isOwn(source.path) && alias === undefined && !merged);
    if (own !== undefined) {
      const { source, node, path } = own;
      found = { place: { path: source.path, span: source.spanOf(node.span) }, path, missing: field.slice(depth) };
    }
    value = below(value, field[depth]);
  }
  return found;
}

function below(value: Placed, step: FieldPath[number] | undefined): Placed | undefined {
  if (typeof step === 'string') return value.type === 'map' ? value.entries.get(step) : undefined;
  if (value.type !== 'list' || step === undefined) return undefined;
  if (typeof step === 'number') return value.items[step];
  return value.items.find((item, index) => {
    const own = itemStep(item, index);
    return typeof own === 'object' && own.value === step.value;
  });
}

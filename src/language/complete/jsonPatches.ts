import type { Path } from '../../manifests/yaml/node.ts';
import { childrenAt, fieldsOf, schemasAt, shapeOf } from '../fieldSchemas.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { scalarItem, snippetItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';

const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;
const fields = ['op', 'path', 'value', 'from'] as const;

/** The fields of JSON6902 operations, what `op` may be, and the places that `path` may point at in the target's kind. */
export function completeOperations(place: OpenPlace, target: KindSchema | undefined): CompletionItem[] {
  const [index, field, ...rest] = place.path;
  if (typeof index !== 'number' && place.path.length > 0) return [];
  if (place.at === 'item' && place.path.length === 0) {
    const text = `- op: \${1|${operations.join(',')}|}\n${' '.repeat(place.column)}  path: /$2`;
    return [
      snippetItem(place, text, { label: '- ', kind: 'field', detail: 'operation', sortText: '2', filterText: '-' }),
    ];
  }
  if (place.at === 'key' && place.path.length === 1) return keys(place);
  if (place.at !== 'value' || rest.length > 0) return [];
  if (field === 'op')
    return operations.map((label, at) => scalarItem(place, label, { label, kind: 'value', sortText: `${at}` }));
  return (field === 'path' || field === 'from') && target !== undefined ? pointers(place, target) : [];
}

function keys(place: OpenPlace): CompletionItem[] {
  const present = place.maps.at(-1)?.entries();
  const suffix = place.at === 'key' && place.colon ? '' : ': ';
  return fields
    .filter((name) => present?.has(name) !== true)
    .map((label, index) => {
      const choice = label === 'op' && suffix !== '' ? `\${1|${operations.join(',')}|}` : '';
      return snippetItem(place, `${label}${suffix}${choice}`, {
        label,
        kind: 'field',
        sortText: `${index}`,
        again: true,
      });
    });
}

/** The pointers to what lies below the one that is typed so far. */
function pointers(place: OpenPlace, target: KindSchema): CompletionItem[] {
  const typed = place.prefix.slice(0, place.prefix.lastIndexOf('/') + 1) || '/';
  const schemas = schemasAt(target, stepsOf(typed.slice(0, -1)));
  const below = shapeOf(schemas) === 'array' ? ['0', '-'] : [...fieldsOf(target, schemas).keys()];
  return below.map((name) => {
    const pointer = `${typed}${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const shape = shapeOf(childrenAt(target, schemas, /^[0-9-]+$/.test(name) ? 0 : name));
    const again = shape === 'object' || shape === 'array';
    return scalarItem(place, pointer, { label: pointer, kind: 'field', sortText: pointer, ...(again && { again }) });
  });
}

/** The steps of a JSON pointer (RFC 6901); numbers and `-` are items. */
export function stepsOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^(?:\d+|-)$/.test(step) ? Number(step) || 0 : step));
}

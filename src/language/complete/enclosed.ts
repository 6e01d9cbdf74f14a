import type { Path } from '../../manifests/yaml/node.ts';
import { isBlockHeader, pathOf, type Ancestor } from './ancestors.ts';
import { flowPlaceAt } from './flow.ts';
import { readLine, type Region } from './lines.ts';
import { mapsOf, stepOf, tokenOf } from './placeParts.ts';
import type { MapAround, Place } from './placeType.ts';

/** The outermost block scalar that the ancestors go through. */
export function blockAround(region: Region, ancestors: readonly Ancestor[]): Place[] | undefined {
  const index = ancestors.findLastIndex(({ parent }) => parent !== undefined && isBlockHeader(region, parent.start));
  const header = ancestors[index]?.parent;
  if (header === undefined) return undefined;
  const outside = ancestors.slice(index + 1);
  const path = [...pathOf(outside), ...stepOf(outside)];
  let last = header.line;
  for (let line = header.line + 1; line <= region.last; line++) {
    const { start, end, indent } = readLine(region, line);
    if (start + indent < end && indent <= header.start.column) break;
    last = line;
  }
  const inner: Region = { ...region, first: header.line + 1, last: Math.max(last, header.line + 1) };
  return [{ at: 'block', path, maps: mapsOf(region, outside, -1), region: inner }];
}

/** The place in the outermost braces or brackets that the ancestors go through, if they are still open. */
export function flowAround(region: Region, ancestors: readonly Ancestor[], offset: number): Place[] | undefined {
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const start = ancestors[index]?.parent?.start;
    if (
      start === undefined ||
      !/[{[]/.test(region.text.charAt(start.valueStart)) ||
      start.valueStart >= start.valueEnd
    ) {
      continue;
    }
    const outside = ancestors.slice(index + 1);
    const path = [...pathOf(outside), ...stepOf(outside)];
    const places = inFlow(region, start.valueStart, offset, path, mapsOf(region, outside, -1));
    if (places !== undefined) return places;
  }
  return undefined;
}

/** The place in the braces or brackets that open at `open`. `outside` are the maps around them. */
export function inFlow(
  region: Region,
  open: number,
  offset: number,
  path: Path,
  outside: readonly MapAround[],
): Place[] | undefined {
  const flow = flowPlaceAt(region.text, open, offset);
  if (flow === undefined) return undefined;
  const { text } = region;
  const maps = [...outside, ...flow.maps.map((map) => ({ path: [...path, ...map.path], entries: () => map.entries }))];
  const behind = text.charAt(offset - 1) === ':' && flow.token.start === offset;
  const common = {
    maps,
    ...tokenOf(text, flow.token, offset),
    lead: behind ? ' ' : '',
    column: region.lines.positionAt(offset).character,
    flow: true,
  };
  const here = [...path, ...flow.path];
  if (flow.type === 'sequence') return [{ ...common, at: 'value', path: here, inline: true }];
  if (flow.key !== undefined) return [{ ...common, at: 'value', path: [...here, flow.key], inline: true }];
  return [{ ...common, at: 'key', path: here, colon: flow.colon, exists: true }];
}

import { documentAt, isTooLarge, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import { ancestorsOf, entriesAround, pathOf, type Container } from './ancestors.ts';
import { blockAround, flowAround, inFlow } from './enclosed.ts';
import { readLine, type Line, type LineStart, type Region } from './lines.ts';
import { onOwnLine } from './ownLine.ts';
import { mapsOf, tokenOf, valuePath } from './placeParts.ts';
import type { Place } from './placeType.ts';

/** The places at an offset of a file, in the document there. */
export function placesAt(file: ManifestFile, offset: number): Place[] {
  const document = documentAt(file, offset);
  if (document === undefined || isTooLarge(document.content)) return [];
  const { text, lines } = file;
  const first = lines.positionAt(document.start).line;
  const end = lines.positionAt(document.end);
  const last = end.character === 0 && end.line > first && document.end < text.length ? end.line - 1 : end.line;
  return placesIn({ text, lines, first, last }, offset);
}

/** The places at an offset in a region. */
export function placesIn(region: Region, offset: number): Place[] {
  const { line, character } = region.lines.positionAt(offset);
  const read = readLine(region, line);
  const first = read.starts.at(0);
  const probe: Container = {
    type: first?.type === 'item' ? 'sequence' : 'map',
    column: first?.column ?? (read.comment === undefined ? character : Math.min(read.indent, character)),
    line,
  };
  const around = ancestorsOf(region, probe);
  const enclosing = blockAround(region, around) ?? flowAround(region, around, offset);
  if (enclosing !== undefined) return enclosing;
  if (read.comment !== undefined && offset > read.comment) return [];
  if (first === undefined) return onOwnLine(region, line, character, { start: offset, end: offset }, '');
  const start = read.starts.findLast((candidate) => candidate.start <= offset);
  return start === undefined ? [] : atStart(region, line, read, start, offset);
}

/** The places at something that begins on the cursor's line. */
function atStart(region: Region, line: number, read: Line, start: LineStart, offset: number): Place[] {
  const { text } = region;
  const type = start.type === 'item' ? 'sequence' : 'map';
  if (start.type === 'item') {
    if (offset <= start.start || read.starts.at(-1) !== start) return [];
    const lead = offset === start.end ? ' ' : '';
    return afterDash(region, line, start, { start: offset, end: offset }, offset, lead);
  }
  if (start.type === 'text') {
    const before = read.starts.at(-2);
    if (/[{[]/.test(text.charAt(start.start))) {
      const ancestors = ancestorsOf(region, { type, column: start.column, line });
      return inFlow(region, start.start, offset, valuePath(ancestors), mapsOf(region, ancestors.slice(1), -1)) ?? [];
    }
    if (offset > start.end) return [];
    if (before !== undefined) return afterDash(region, line, before, start, offset, '');
    return onOwnLine(region, line, start.column, start, text.slice(start.start, offset));
  }
  const ancestors = ancestorsOf(region, { type, column: start.column, line });
  const maps = mapsOf(region, ancestors, start.start);
  const path = pathOf(ancestors);
  if (offset <= start.end) {
    const token = tokenOf(text, start, offset);
    return [
      { at: 'key', path, maps, ...token, lead: '', column: start.column, flow: false, colon: true, exists: true },
    ];
  }
  const written = start.valueStart < start.valueEnd;
  if (text.charAt(start.end) !== ':' && offset < start.valueStart) return [];
  if (offset < start.valueStart && written) return [];
  const valuePathHere = [...path, start.name];
  if (written && /[{[]/.test(text.charAt(start.valueStart))) {
    return inFlow(region, start.valueStart, offset, valuePathHere, maps) ?? [];
  }
  if (written && (offset > start.valueEnd || /[|>]/.test(text.charAt(start.valueStart)))) return [];
  const token = written ? { start: start.valueStart, end: start.valueEnd } : { start: offset, end: offset };
  const lead = text.charAt(offset - 1) === ':' && !written ? ' ' : '';
  const common = { maps, ...tokenOf(text, token, offset), lead, column: start.column, flow: false };
  return [{ at: 'value', path: valuePathHere, inline: true, ...common }];
}

/** Behind a dash: a scalar, or the first key of a map. */
function afterDash(region: Region, line: number, dash: LineStart, token: Span, offset: number, lead: string): Place[] {
  const ancestors = ancestorsOf(region, { type: 'sequence', column: dash.column, line });
  const path = valuePath(ancestors);
  const column = token.start - region.lines.lineStart(line) + lead.length;
  const outer = mapsOf(region, ancestors, -1);
  const entries = () => entriesAround(region, { type: 'map', column, line }, token.start);
  const common = { path, ...tokenOf(region.text, token, offset), lead, column, flow: false };
  return [
    { at: 'key', ...common, maps: [...outer, { path, entries }], colon: false, exists: entries().size > 0 },
    { at: 'value', ...common, maps: outer, inline: false },
  ];
}

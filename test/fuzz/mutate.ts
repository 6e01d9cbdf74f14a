import type { Random } from './random.ts';

type Mutation = (text: string, random: Random, other: string) => string;

/** Pieces that mean something to YAML, Flux, kustomize, JSON Patch or JavaScript. */
const pieces: readonly string[] = [
  ...': |- |: |? |- - |? ? |# | #|&a |*a |*|&|!|!!str |!<tag:x> |!!binary |%YAML 1.2|---|...|--- |-|--|---\n|[|]|{|}|,|[]|{}|'.split(
    '|',
  ),
  ...'"|\'|""|\'\'|\\|\\u0000|\\x|>|>-|>+2|@|`|~|null|true|yes|on|0x1F|0o17|010|1e999|.inf|.nan|1_000|12:30:45|2026-01-02'.split(
    '|',
  ),
  ...'${A}|${A:=b}|${A:-${B}}|$${A}|${|}|${A//b/c}|${A:0:-1}|<< inputs.x >>|<<|<<: *a|<< if |{{ .Values.x }}|{{|}}'.split(
    '|',
  ),
  ...'__proto__: 1|constructor: {}|hasOwnProperty|toString: x|length: 1|$patch: delete|$setElementOrder/x: []'.split(
    '|',
  ),
  ...'apiVersion: |kind: |kind: List|items:|metadata:|name: |namespace: |spec:|patches:|patch: |values: |resources:'.split(
    '|',
  ),
  ...'sops: {mac: x}|ENC[AES256_GCM,data:x,type:str]|# sluice-ignore|# sluice-ignore rule: x|/spec/~0~1/-|op: test'.split(
    '|',
  ),
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\n\n\n',
  '  ',
  '\u0000',
  '\ufeff',
  '\u0085',
  '\u2028',
  '\ud800',
  '\udc00',
  '😀',
  'é',
  '|',
  '|-',
  '|2-',
  '||',
];

const mutations: readonly Mutation[] = [
  // A character becomes another one.
  (text, random) => replaced(text, random.number(text.length + 1), 1, String.fromCharCode(random.number(128))),
  (text, random) => replaced(text, random.number(text.length + 1), 1, String.fromCharCode(random.number(65_536))),
  // A piece is put in, or stands in place of some characters.
  (text, random) => replaced(text, random.number(text.length + 1), 0, random.pick(pieces)),
  (text, random) => replaced(text, random.number(text.length + 1), random.number(20), random.pick(pieces)),
  // A stretch goes, or comes twice, or moves.
  (text, random) => replaced(text, random.number(text.length + 1), random.number(200), ''),
  (text, random) => {
    const start = random.number(text.length + 1);
    const part = text.slice(start, start + random.number(400));
    return replaced(text, random.number(text.length + 1), 0, part);
  },
  // The end is missing, or the beginning.
  (text, random) => text.slice(0, random.number(text.length + 1)),
  (text, random) => text.slice(random.number(text.length + 1)),
  // Lines are indented otherwise, go, come twice or change places.
  onLines((lines, at, random) =>
    lines.splice(at, 1, `${' '.repeat(random.number(9))}${(lines[at] ?? '').trimStart()}`),
  ),
  onLines((lines, at, random) => lines.splice(at, 1, `${' '.repeat(random.number(5))}${lines[at] ?? ''}`)),
  onLines((lines, at, random) => lines.splice(at, 1 + random.number(5))),
  onLines((lines, at, random) => lines.splice(at, 0, ...lines.slice(at, at + 1 + random.number(10)))),
  onLines((lines, at, random) => lines.splice(random.number(lines.length + 1), 0, ...lines.splice(at, 1))),
  // What stands behind a colon is another thing.
  onLines((lines, at, random) => lines.splice(at, 1, (lines[at] ?? '').replace(/:.*$/, `: ${random.pick(pieces)}`))),
  onLines((lines, at, random) => lines.splice(at, 1, (lines[at] ?? '').replace(/[\w-]+(?=:)/, random.pick(pieces)))),
  // Another text goes on from here.
  (text, random, other) => text.slice(0, random.number(text.length + 1)) + other.slice(random.number(other.length + 1)),
  (text, random, other) => `${text}\n---\n${other.slice(0, random.number(other.length + 1))}`,
  // Line ends of Windows and of old Macs.
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\r'),
];

/** A text after one to eight small accidents. `other` is a text that it may be mixed with. */
export function mutated(text: string, random: Random, other: string): string {
  let made = text;
  for (let left = 1 + random.number(8); left > 0; left--) made = random.pick(mutations)(made, random, other);
  return made;
}

function replaced(text: string, start: number, length: number, by: string): string {
  return text.slice(0, start) + by + text.slice(start + length);
}

function onLines(change: (lines: string[], at: number, random: Random) => unknown): Mutation {
  return (text, random) => {
    const lines = text.split('\n');
    change(lines, random.number(lines.length), random);
    return lines.join('\n');
  };
}

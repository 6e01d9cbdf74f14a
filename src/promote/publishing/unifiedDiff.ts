import { structuredPatch } from 'diff';
import type { SourceFileMap } from '../../git/sourceFiles.ts';
import type { Files } from '../../stages/terms/application.ts';

/** Files before and after a change; only those that are named in `paths` are looked at. */
export interface ChangedFiles {
  readonly paths: readonly string[];
  readonly before: { readonly files: Files; readonly bytes: SourceFileMap };
  readonly after: { readonly files: Files; readonly bytes: SourceFileMap };
}

/** Edits between two texts beyond this are not looked for: all of the one is taken out and the other put in. */
const mostEdits = 1_000;

/** The change as a patch that `git apply` takes, in the order of the paths; empty where nothing changes. */
export function unifiedDiff({ paths, before, after }: ChangedFiles): string {
  return [...new Set(paths)]
    .map((path) => {
      const [old, young] = [before.files.get(path), after.files.get(path)];
      const [oldBytes, youngBytes] = [before.bytes.get(path), after.bytes.get(path)];
      const isBinary =
        (oldBytes !== undefined && old === undefined) || (youngBytes !== undefined && young === undefined);
      return isBinary ? binaryDiff(path, oldBytes, youngBytes) : textDiff(path, old, young);
    })
    .join('');
}

function textDiff(path: string, old: string | undefined, young: string | undefined): string {
  if (old === young) return '';
  const head = heading(path, old !== undefined, young !== undefined);
  const options = { context: 3, maxEditLength: mostEdits };
  const patch = structuredPatch('', '', old ?? '', young ?? '', undefined, undefined, options);
  const hunks = patch?.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines].join('\n'),
  );
  const body = hunks ?? [wholly(old ?? '', young ?? '')];
  const names = `--- ${old === undefined ? '/dev/null' : quoted('a/', path)}\n+++ ${young === undefined ? '/dev/null' : quoted('b/', path)}\n`;
  return body.length === 0 ? head : `${head}${names}${body.join('\n')}\n`;
}

function binaryDiff(path: string, old: Uint8Array | undefined, young: Uint8Array | undefined): string {
  if (old !== undefined && young !== undefined && Buffer.compare(old, young) === 0) return '';
  const from = old === undefined ? '/dev/null' : quoted('a/', path);
  const to = young === undefined ? '/dev/null' : quoted('b/', path);
  return `${heading(path, old !== undefined, young !== undefined)}Binary files ${from} and ${to} differ\n`;
}

function heading(path: string, wasThere: boolean, isThere: boolean): string {
  const mode = wasThere && isThere ? '' : `${wasThere ? 'deleted' : 'new'} file mode 100644\n`;
  return `diff --git ${quoted('a/', path)} ${quoted('b/', path)}\n${mode}`;
}

/** An empty range counts from the line before it, as in git's patches. */
function range(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${lines === 0 ? Math.max(start - 1, 0) : start},${lines}`;
}

function wholly(old: string, young: string): string {
  const [before, after] = [marked('-', old), marked('+', young)];
  return [`@@ -${whole(before.count)} +${whole(after.count)} @@`, ...before.lines, ...after.lines].join('\n');
}

function whole(count: number): string {
  return count === 0 ? '0,0' : range(1, count);
}

function marked(sign: string, text: string): { readonly count: number; readonly lines: readonly string[] } {
  const lines = text.split('\n');
  const ends = lines.at(-1) === '';
  if (ends) lines.pop();
  const shown = lines.map((line) => sign + line);
  return {
    count: shown.length,
    lines: ends || shown.length === 0 ? shown : [...shown, '\\ No newline at end of file'],
  };
}

/** A path as git prints it: in quotes, with escapes, where it holds anything but plain signs. */
function quoted(prefix: string, path: string): string {
  const whole = prefix + path;
  if (/^[ !#-[\]-~]*$/.test(whole)) return whole;
  const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
  const bytes = Array.from(Buffer.from(whole), (byte) => {
    const sign = String.fromCharCode(byte);
    return escapes[sign] ?? (byte >= 32 && byte < 127 ? sign : `\\${byte.toString(8).padStart(3, '0')}`);
  });
  return `"${bytes.join('')}"`;
}

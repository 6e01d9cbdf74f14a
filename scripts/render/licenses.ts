import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGo } from '../go/go.ts';

const noticeName = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;

/** The licences and notices of Go and of all modules that are linked into the program in `module`, each text once. */
export async function licenses(module: string, goRoot: string, signal: AbortSignal): Promise<string> {
  const format = '{{with .Module}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}';
  const listed = await runGo('Finding the linked modules', ['list', '-deps', '-f', format, '.'], {
    folder: module,
    signal,
    env: { GOOS: 'js', GOARCH: 'wasm' },
  });
  const modules = new Map(
    [...new Set(listed.split('\n'))].flatMap((line) => {
      const [name = '', folder = ''] = line.split('\t');
      return folder === '' || folder.startsWith(module) ? [] : [[name, folder] as const];
    }),
  );
  const owners = new Map<string, string[]>();
  for (const [name, folder] of [['Go', goRoot] as const, ...modules]) {
    for (const file of (await readdir(folder)).filter((one) => noticeName.test(one))) {
      const text = (await readFile(join(folder, file), 'utf8')).trim();
      owners.set(text, [...(owners.get(text) ?? []), name]);
    }
  }
  return [...owners].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${'='.repeat(80)}\n\n`);
}

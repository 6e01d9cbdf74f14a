import { counted } from '../../base/counted.ts';
import { parseKey, type JsonObject, type KubernetesObject } from '../../flux/object.ts';
import { manifestView } from '../../flux/manifestView.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { hasNameOfEncrypted } from '../object/generatedNames.ts';
import type { ShownBuild } from '../secrecy/builtSecrets.ts';
import { createMasks, masked } from '../secrecy/mask.ts';
import type { Origin } from '../terms/prediction.ts';
import { keyOfObject } from '../values/objects.ts';

/** A build as one document: YAML with comments that say where each object comes from. */
export interface Preview {
  readonly text: string;
  /** Lines (from 0) whose comment names a place in the files. */
  readonly places: readonly { readonly line: number; readonly origin: Origin }[];
}

/**
 * The text of a build. `title` names what was built; `words` say what it rests on and what stays unknown. Values of
 * Secrets, and what came from them, are masked; objects come in the order in which Flux applies them.
 */
export function previewOf(title: string, build: ShownBuild, words: readonly string[] = []): Preview {
  const page = createPage();
  const masks = createMasks();
  switch (build.outcome) {
    case 'built': {
      const { objects, certainty, gaps = [] } = build;
      page.comment(`${title}: ${counted(objects.length, 'object')}.`);
      if (certainty.level === 'approximate') page.comment(`Approximate: ${certainty.reason}`);
      const otherwise = objects.flatMap(({ object }) => (hasNameOfEncrypted(object) ? [nameOf(object)] : []));
      for (const text of [...words, ...gaps, ...otherNames(otherwise)]) page.comment(text);
      for (const { object, origin, secret } of objects) {
        page.add('---');
        page.place(origin);
        const shown = secret === undefined ? object : masked(object, masks, secret);
        page.add(toYaml(manifestView(shown as JsonObject & KubernetesObject)).trimEnd());
      }
      return page.end();
    }
    case 'failed':
      page.comment(`${title} fails:`);
      page.comment(build.message);
      page.place(build.origin);
      break;
    case 'unknown':
      page.comment(`${title} is not known here:`);
      page.comment(build.message);
  }
  for (const text of words) page.comment(text);
  return page.end();
}

/** Secrets that are generated from encrypted files, under names that only Flux knows. */
function otherNames(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [
    `Flux has other names for these Secrets, here and where they are referred to: it decrypts the files that they are made ` +
      `of, and the names end in a hash of that. ${names.join(', ')}`,
  ];
}

function nameOf(object: JsonObject): string {
  return parseKey(keyOfObject(object)).name;
}

/** Errors of kustomize are one long line; a comment is read beside the file that it is about. */
const lineLength = 100;

/** The words of a line in lines that are no longer, unless a word is. */
function wrapped(line: string): string[] {
  const parts: string[] = [];
  for (const word of line.split(' ')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= lineLength) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}

function createPage() {
  const lines: string[] = [];
  const places: { line: number; origin: Origin }[] = [];
  const comment = (text: string): void => {
    for (const line of text.trimEnd().split(/\r?\n/)) lines.push(...wrapped(line).map((part) => `# ${part}`));
  };
  return {
    comment,
    add: (text: string): void => void lines.push(...text.split('\n')),
    place(origin: Origin | undefined): void {
      if (!origin) return;
      places.push({ line: lines.length, origin });
      lines.push(`# ${origin.line === undefined ? origin.path : `${origin.path}:${origin.line}`}`);
    },
    end: (): Preview => ({ text: `${lines.join('\n')}\n`, places }),
  };
}

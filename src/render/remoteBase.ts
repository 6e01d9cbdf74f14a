import { textOf, type Files, type RenderProblem } from './renderer.ts';

/** kustomize/api konfig: RecognizedKustomizationFileNames. */
const kustomizationName = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** A word that may name a place in the network: a URL, or a host or a user before a path. */
const remoteWord = /^(?:[a-z]+:|git|gh:|[\w.-]+@|[\w-]+\.[\w.-]+[/:])/i;

interface Place {
  readonly address: string;
  readonly file: string;
  readonly line: number;
}

/**
 * The problem that a build would have to reach the network. The place is the longest address in a kustomization that the
 * library's message holds; `address` is what it asked the network for, where that is known.
 */
export function remoteBaseProblem(message: string, address: string | undefined, files: Files): RenderProblem {
  const named = [...places(files)].filter((place) => message.includes(place.address));
  const [best] = named.sort((a, b) => b.address.length - a.address.length);
  const text = `A remote base is not rendered here: ${best?.address ?? address ?? message}.`;
  return {
    kind: 'unknown',
    message: `${text} Flux fetches it, so what it adds is unknown.`,
    ...(best === undefined ? {} : { file: best.file, line: best.line }),
  };
}

function* places(files: Files): Iterable<Place> {
  for (const [file, content] of files) {
    if (!kustomizationName.test(file)) continue;
    for (const [index, line] of textOf(content).split('\n').entries()) {
      for (const word of line.split(/[\s"',[\]{}]+/)) {
        if (remoteWord.test(word) && word.includes('/')) yield { address: word, file, line: index + 1 };
      }
    }
  }
}

import type { Files, RenderProblem } from './renderer.ts';

/** Go's errors for files differ from system to system; these are Linux's, which the controller says. */
const errnoTexts = ['No such file or directory', 'Not a directory', 'Is a directory', 'File exists'];

/**
 * An error of the Go program as a problem of kind `error`: paths from the source's root, with the file and the line where
 * the text names them.
 */
export function errorProblem(text: string, files: Files): RenderProblem {
  const message = readable(text);
  const file = fileIn(message, files);
  const line = /\byaml: (?:unmarshal errors:\s+)?line (\d{1,9})\b/.exec(message)?.[1];
  return {
    kind: 'error',
    message,
    ...(file === undefined ? {} : { file }),
    ...(file === undefined || line === undefined ? {} : { line: Number(line) }),
  };
}

/** The text without the folder that stands for the artifact, which nobody knows. */
export function readable(text: string): string {
  const local = text.replaceAll('/artifact/', '').replaceAll(/'?\/artifact'?(?![\w/])/g, 'the root of the source');
  return errnoTexts.reduce((result, one) => result.replaceAll(one, one.toLowerCase()), local);
}

/** The last path in a text that is a file: errors name folders first, and get more precise. */
function fileIn(text: string, files: Files): string | undefined {
  const words = text.match(/[\w@%+=~.,-][\w@%+=~.,/-]*/g) ?? [];
  return words.map((word) => word.replace(/^\.\//, '').replace(/[.,]+$/, '')).findLast((word) => files.has(word));
}

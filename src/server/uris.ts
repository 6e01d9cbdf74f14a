import { fileURLToPath, pathToFileURL } from 'node:url';
import { slashed } from '../files/slashes.ts';

/**
 * The path that stands for a URI: a file's own, absolute, with slashes; for `untitled:Untitled-1` and its like one that
 * no file has and that lies in no workspace folder.
 */
export function pathOf(uri: string): string {
  try {
    if (uri.startsWith('file:')) return slashed(fileURLToPath(uri));
  } catch {
    // A URI with a host, or no URI: it names no file here.
  }
  return `/${uri}`;
}

/** The URI of a file's path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** Whether a URI names a file of this machine. */
export function isFileUri(uri: string): boolean {
  return uri.startsWith('file:') && pathOf(uri) !== `/${uri}`;
}

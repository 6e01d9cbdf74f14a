import type { FileContent } from './renderer.ts';

/** Whether two contents are equal; text never equals bytes, which costs no more than a comparison. */
export function sameContent(a: FileContent | undefined, b: FileContent | undefined): boolean {
  if (a === b) return true;
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
  return a.every((byte, index) => byte === b[index]);
}

import { createHash } from 'node:crypto';

/** What a pointer of Git LFS begins with (git-lfs, docs/spec.md). */
const beginning = 'version https://git-lfs.github.com/spec/v1\n';

/** A pointer is never longer; bytes. */
const longestPointer = 1024;

/**
 * Whether a file as git keeps it is a pointer to content that Git LFS keeps elsewhere. Flux does not follow it
 * (fluxcd/pkg, git/gogit): its artifact holds the pointer.
 */
export function isLargeFilePointer(content: Uint8Array): boolean {
  if (content.length > longestPointer || content.length < beginning.length) return false;
  return Buffer.from(content.buffer, content.byteOffset, beginning.length).toString('latin1') === beginning;
}

/** The pointer that `git add` would keep for content that Git LFS handles. */
export function largeFilePointer(content: Uint8Array): Uint8Array {
  const id = createHash('sha256').update(content).digest('hex');
  return Buffer.from(`${beginning}oid sha256:${id}\nsize ${content.length}\n`);
}

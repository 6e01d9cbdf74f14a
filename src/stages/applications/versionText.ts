/** An image reference, cut into its parts by their places in the text. */
export interface ImageParts {
  readonly name: string;
  readonly tag: { readonly text: string; readonly start: number } | undefined;
  readonly digest: { readonly text: string; readonly start: number } | undefined;
}

/** The parts of `registry:5000/name:tag@sha256:...`. */
export function imageParts(text: string): ImageParts {
  const at = text.indexOf('@');
  const end = at < 0 ? text.length : at;
  const colon = text.lastIndexOf(':', end - 1);
  const hasTag = colon > text.lastIndexOf('/', end - 1);
  return {
    name: text.slice(0, hasTag ? colon : end),
    tag: hasTag ? { text: text.slice(colon + 1, end), start: colon + 1 } : undefined,
    digest: at < 0 ? undefined : { text: text.slice(at + 1), start: at + 1 },
  };
}

/** Whether a text names an image: no spaces, no scheme, and letters that references have. */
export function looksLikeImage(text: string): boolean {
  return (
    text.length < 500 &&
    /^[\w.${}:=-]+(?:\/[\w.${}:=-]+)*(?::[\w.${}-]+)?(?:@sha\d+:[0-9a-f]+)?$/.test(text) &&
    !text.includes('://')
  );
}

/**
 * Whether a tag is one that is moved rather than replaced: `latest`, `main`, `latest-stable`. A number makes it a version, a
 * date or a build.
 */
export function isMovingTag(tag: string): boolean {
  return !/\d/.test(tag) && !tag.includes('${') && !tag.includes('<<');
}

/** Whether a chart's version, or a source's `semver`, is a range (Masterminds/semver constraints); none at all is one too. */
export function isRange(version: string): boolean {
  return version === '' || /[<>=~^*|, ]/.test(version) || /(^|\.)[xX](\.|$)/.test(version);
}

/** Whether a text may be a version: a number with dots, a hash with a number, a digest. */
export function looksLikeVersion(text: string): boolean {
  return /^v?\d+(?:\.\d+)+[\w.+-]*$/.test(text) || /^sha\d+:[0-9a-f]{12,}$/.test(text) || isRangeOfVersions(text);
}

function isRangeOfVersions(text: string): boolean {
  return text.length < 60 && /^[<>=~^]+\s*v?\d/.test(text);
}

/** Whether a key says that its value is a version. */
export function isVersionKey(key: string): boolean {
  return (
    /(?:^|[_.-])(?:tag|version|semver|digest|revision|ref)$/i.test(key) || /(?:Tag|Version|Digest|Revision)$/.test(key)
  );
}

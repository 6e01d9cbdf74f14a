/** Longest name of a Kustomization: it is the value of a label on all that it applies. */
const longestName = 63;

/**
 * A name for the preview of a branch: a DNS label of at most 57 characters. It ends in a number made of both names, so that no
 * two of them share a preview for being spelled alike.
 */
export function previewName(application: string, branch: string): string {
  const plain = `${application}-${branch}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `preview-${plain.slice(0, 40).replace(/^-|-$/g, '')}-${hashOf(`${application}\n${branch}`)}`;
}

/** Why something is no name for a preview, as a sentence; undefined where it is one. */
export function whyNoName(name: string): string | undefined {
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) {
    return 'A name has lower-case letters, digits and hyphens, and neither begins nor ends with a hyphen.';
  }
  return name.length > longestName ? `A name has at most ${longestName} characters.` : undefined;
}

/** A name for one of several copies in a preview: with the original's, shortened by a number made of it where it is too long. */
export function copyName(preview: string, original: string): string {
  const whole = `${preview}-${original}`;
  if (whole.length <= longestName) return whole;
  const hash = hashOf(whole);
  return `${whole.slice(0, longestName - 1 - hash.length).replace(/[-.]+$/, '')}-${hash}`;
}

/** FNV-1a, 32 bits, in letters and digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(36);
}

/** References that secret managers' tools (1Password, vals, Doppler) resolve. */
const reference = /^(?:op|ref\+[a-z0-9]+|vault|awssm|secretref(?:\+[a-z]+)?|doppler|bws|akv|gcpsm):\/\//;

/**
 * Whether a scalar's text holds something that another tool replaces before the API server sees it, so that its value
 * is not known here: Flux variables, templates of ResourceSets, Helm and Jinja, SOPS ciphertext, placeholders of vault plugins.
 */
export function isOpaque(text: string): boolean {
  if (text.startsWith('ENC[') || reference.test(text)) return true;
  if (text.includes('<')) return text.includes('<<') || /<(?:path|vault|secret):/.test(text);
  return text.includes('${') || text.includes('{{') || text.includes('$(') || text.includes('{%');
}

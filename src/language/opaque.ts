/** References that secret managers' tools (1Password, vals, Doppler) resolve. */
const reference = /^(?:op|ref\+[a-z0-9]+|vault|awssm|secretref(?:\+[a-z]+)?|doppler|bws|akv|gcpsm):\/\//;

/**
 * Placeholders: `<your-name>`, printf's `%s` and `%[1]s`, the shell's `$NAME`, and `@NAME@`, `{NAME}`, `__NAME__`,
 * `PLACEHOLDER` and `REPLACE_ME`, as people fill them with sed, envsubst or by hand.
 */
const placeholder =
  /<[A-Za-z][\w .-]*>|%(?:\[\d+\])?[sdvq]|\$[A-Z_][A-Z0-9_]*|@[A-Z_][A-Z0-9_]*@|\{[A-Z_][A-Z0-9_]*\}|__[A-Z][A-Z0-9_]*__|PLACEHOLDER|REPLACE_?ME/;

/**
 * Whether a scalar's text holds something that another tool replaces before the API server sees it, so that its value
 * is not known here: Flux variables, templates of ResourceSets, Helm and Jinja, SOPS ciphertext, placeholders.
 */
export function isOpaque(text: string): boolean {
  if (text.startsWith('ENC[') || reference.test(text)) return true;
  if (text.includes('<<') || /<(?:path|vault|secret):/.test(text)) return true;
  return (
    text.includes('${') || text.includes('{{') || text.includes('$(') || text.includes('{%') || placeholder.test(text)
  );
}

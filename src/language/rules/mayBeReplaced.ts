/**
 * Whether a text holds a variable of Flux or a template, so that it is not what the controller reads. For texts in which
 * what `isOpaque` takes for placeholders has a meaning of its own: regular expressions and CEL.
 */
export function mayBeReplaced(text: string): boolean {
  return text.includes('${') || text.includes('<<') || text.includes('{{') || text.startsWith('ENC[');
}

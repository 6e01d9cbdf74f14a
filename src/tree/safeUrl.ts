/**
 * A URL without what may be a secret: user and password of HTTP, the password of other schemes, query and fragment.
 * What cannot be parsed (`git@host:path`) has no such parts unless it holds a `?`.
 */
export function safeUrl(text: string): string {
  return text
    .replace(/[?#].*$/s, '')
    .replace(/^(https?:\/\/)[^/]*@/i, '$1')
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^/:@]*):[^/]*@/i, '$1@');
}

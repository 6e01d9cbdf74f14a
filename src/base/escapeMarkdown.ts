/**
 * Text as Markdown that renders to exactly this text: no link, image, code, HTML or table cell can come of it. Every
 * sign that is no letter, number or single space becomes a character reference, since escaping by backslashes leaves
 * bare addresses (`https://...`, `www...`, `a@b.c`), which GitHub's Markdown turns into links.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]|(?<= ) /gu, (sign) => `&#${sign.codePointAt(0) ?? 0xfffd};`);
}

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { plainText } from '../../base/plainText.ts';

/** Text from elsewhere for a line of Markdown, a table's cell too: it makes no link, mention or HTML. */
export function cell(text: string): string {
  return escapeMarkdown(plainText(text, 500));
}

/** Text as code on one line, in a table too. */
export function code(text: string): string {
  const plain = plainText(text, 200).replaceAll('|', '\\|');
  return plain.includes('`') || plain.includes('\\|') ? cell(text) : `\`${plain}\``;
}

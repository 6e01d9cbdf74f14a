import { plainText } from '../../base/plainText.ts';
import { at, listAt, textAt } from './json.ts';

const longest = 400;

/**
 * What a forge says about a refusal, as one line; undefined where it says nothing. GitHub: `message`, and `errors` of
 * `{message}` or `{resource, field, code}`. GitLab: `message` as text, list, or lists by field; `error` with
 * `error_description`. Gitea and Forgejo: `message`, with `errors` of texts.
 */
export function forgeWords(answer: unknown): string | undefined {
  const parts = [...texts(at(answer, 'message')), ...described(answer), ...listAt(answer, 'errors').flatMap(problem)];
  const line = [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== '').join('; ');
  return line === '' ? undefined : plainText(line, longest);
}

function described(answer: unknown): readonly string[] {
  const text = textAt(answer, 'error_description') ?? textAt(answer, 'error');
  return text === undefined ? [] : [text];
}

function problem(value: unknown): readonly string[] {
  const message = typeof value === 'string' ? value : textAt(value, 'message');
  if (message !== undefined) return [message];
  const field = textAt(value, 'field');
  const code = textAt(value, 'code');
  return field === undefined || code === undefined ? [] : [`${field}: ${code}`];
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => texts(inner).map((text) => `${field} ${text}`));
}

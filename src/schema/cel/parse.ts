import { type ASTNode, Environment } from '@marcbachmann/cel-js';

const environment = new Environment({ enableOptionalTypes: true });

/**
 * An expression's tree, as cel-js reads it.
 *
 * @throws {Error} with what is wrong in its first line
 */
export function parseExpression(expression: string): ASTNode {
  return environment.parse(expression).ast;
}

/** What cel-go reads and cel-js does not: messages, optional items, names in backticks, a leading dot, macros with other names. */
const beyond = /`|[\w.]\s*\{|[[{,]\s*\?|(?:^|[^\w\])}'".\s])\s*\.\s*[A-Za-z_]/;

/** What keeps a text from being an expression in CEL, in words; undefined where it is one, or where we cannot tell. */
export function syntaxProblem(expression: string): string | undefined {
  if (expression.length > longest || beyond.test(expression)) return undefined;
  try {
    parseExpression(expression);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return message.endsWith('EOF') ? 'it ends too early' : message.charAt(0).toLowerCase() + message.slice(1);
  }
}

const longest = 5_000;

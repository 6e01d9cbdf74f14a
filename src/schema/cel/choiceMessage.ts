import type { Json } from '../../flux/object.ts';
import type { ValidationRule } from '../schema.ts';
import { isList } from '../validate/value.ts';

const exactlyOne = [
  /^\(has\(self\.(\w+)\) && !has\(self\.(\w+)\)\) \|\| \(!has\(self\.(\w+)\) && has\(self\.(\w+)\)\)$/,
  /^has\(self\.(\w+)\) != has\(self\.(\w+)\)$/,
];
const notBoth = /^!has\(self\.(\w+)\) \|\| !has\(self\.(\w+)\)$/;
const atLeastOne = /^has\(self\.\w+\)(?: \|\| has\(self\.\w+\))+$/;

/**
 * What is wrong, as words that follow the name of the map, for a rule that only asks which of some fields are there: it is
 * read from the rule's text, since the messages of such rules seldom tell whether all or none are there. Undefined for
 * other rules. `value` is the map that breaks the rule.
 */
export function choiceMessage({ rule, fieldPath }: ValidationRule, value: Json): string | undefined {
  const names = namesIn(rule.trim());
  if (names === undefined || fieldPath !== undefined || typeof value !== 'object' || value === null || isList(value))
    return undefined;
  const present = names.filter((name) => Object.hasOwn(value, name) && value[name] !== null);
  const hasAll = present.length === names.length;
  if (!hasAll && present.length > 0) return undefined;
  const quoted = names.map((name) => `"${name}"`);
  const list = `${quoted.slice(0, -1).join(', ')} ${hasAll ? 'and' : 'or'} ${quoted.at(-1) ?? ''}`;
  if (hasAll) return `has both ${list}; only one of them is allowed.`;
  return `needs ${list}; it has ${names.length > 2 ? 'none of them' : 'neither'}.`;
}

/** The fields that a rule asks for; undefined where it is another rule. */
function namesIn(rule: string): readonly string[] | undefined {
  const one = exactlyOne.map((form) => form.exec(rule)).find((match) => match !== null);
  if (one !== undefined) {
    const [, first = '', second = '', third = first, fourth = second] = one;
    return first === third && second === fourth ? [first, second] : undefined;
  }
  const both = notBoth.exec(rule);
  if (both !== null) return both.slice(1);
  return atLeastOne.test(rule) ? Array.from(rule.matchAll(/self\.(\w+)/g), ([, name = '']) => name) : undefined;
}

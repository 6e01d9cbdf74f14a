import type { Json } from '../../flux/object.ts';
import { choiceMessage } from '../cel/choiceMessage.ts';
import { checkRules } from '../cel/rules.ts';
import type { SchemaCode } from './schemaFinding.ts';
import { fail, ownerName, type Walk } from './walk.ts';

/** With one of these the API server does not evaluate rules: they may rely on the schema's other demands. */
const blocking: ReadonlySet<SchemaCode> = new Set(['wrong-type', 'missing-field', 'not-allowed', 'size']);

/** Judges a whole object by its kind's CEL rules, once all else that they rely on has been found to be right. */
export function checkCelRules(walk: Walk, settled: Json): void {
  if (walk.options.mode !== 'object' || walk.problems.some(({ code }) => blocking.has(code))) return;
  checkRules(
    settled,
    walk.kind,
    ({ path, message, rule, value }) => {
      const choice = choiceMessage(rule, value);
      const said = (owner: string): string =>
        choice === undefined ? `${owner}: ${sentence(message)}` : `${owner} ${choice}`;
      fail(walk, 'rule', () => said(ownerName(walk.kind, path)), { below: path });
    },
    { isSupplied: walk.options.isSupplied },
  );
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

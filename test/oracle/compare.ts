import type { Json } from '../../src/flux/object.ts';
import { asMap } from '../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../src/manifests/yaml/parse.ts';
import type { KindSchema } from '../../src/schema/schema.ts';
import type { SchemaCode } from '../../src/schema/validate/schemaFinding.ts';
import { validateObject } from '../../src/schema/validate/validateObject.ts';
import type { Judge } from './ajvJudge.ts';
import { variantsOf } from './variants.ts';

/** Two verdicts of which one finds something and the other does not. */
export interface Disagreement {
  readonly group: string;
  readonly document: string;
  readonly change: string;
  readonly own: readonly string[];
  readonly theirs: readonly string[];
}

/** What was compared. */
export interface Comparison {
  compared: number;
  /** Of these both found something. */
  refused: number;
  readonly disagreements: Disagreement[];
}

/** What JSON Schema cannot say, or says in another way. */
const beyond: ReadonlySet<SchemaCode> = new Set(['metadata', 'rule', 'duplicate-item', 'duplicate-key', 'format']);

/** Compares the structural verdicts on a document and its variants, and adds them. */
export function compare(json: Json, kind: KindSchema, judge: Judge, document: string, to: Comparison): void {
  for (const { change, json: variant } of variantsOf(json)) {
    const theirs = judge(variant, kind.group, kind.version, kind.kind);
    const root = asMap(parseYaml(JSON.stringify(variant)).root);
    if (theirs === undefined || root === undefined) return;
    const own = validateObject(root, kind, { mode: 'object' })
      .filter(({ code }) => !beyond.has(code))
      .map(({ code, message }) => `${code} ${message}`);
    to.compared++;
    if (own.length > 0 && theirs.length > 0) to.refused++;
    if (own.length > 0 !== theirs.length > 0)
      to.disagreements.push({ group: kind.group, document, change, own, theirs });
  }
}

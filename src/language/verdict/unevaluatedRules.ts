import { kindSchema } from '../../schema/schemaSet.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { unsupportedRules, type UnsupportedRule } from '../../schema/cel/unsupportedRules.ts';
import type { LanguageContext } from '../context.ts';

/** A CEL rule that objects of a kind were not judged by. */
export interface UnevaluatedRule extends UnsupportedRule {
  /** `example.org/v1 Toy`. */
  readonly kind: string;
}

/** The rules that cannot be evaluated of the kinds in a file: what they would say against its objects is not known. */
export function unevaluatedRules(file: ManifestFile, { schemas }: LanguageContext): UnevaluatedRule[] {
  const found = new Map<string, readonly UnsupportedRule[]>();
  for (const { apiVersion, kind } of file.documents.flatMap(({ content }) => content.objects)) {
    const name = `${apiVersion} ${kind}`;
    if (found.has(name)) continue;
    const schema = kindSchema(schemas, apiVersion, kind);
    found.set(name, schema === undefined ? [] : unsupportedRules(schema));
  }
  return Array.from(found).flatMap(([kind, rules]) => rules.map((rule) => ({ kind, ...rule })));
}

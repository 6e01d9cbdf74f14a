import { scalarsIn } from '../yaml/scalars.ts';
import { scalarSource } from '../yaml/scalarSource.ts';
import type { YamlNode } from '../yaml/node.ts';
import { mayHaveVariables, substitutionsIn, type BadSubstitution, type VariableUse } from './variablesIn.ts';

/** The expressions in the scalars of a tree; spans count as the tree's do. */
export interface PlacedSubstitutions {
  readonly uses: readonly VariableUse[];
  readonly bad: readonly BadSubstitution[];
}

const nothing: PlacedSubstitutions = { uses: [], bad: [] };

/** The expressions in a tree's keys and values, at their places in the text that its spans count in. Comments hold none. */
export function placedSubstitutions(root: YamlNode | undefined, text: string): PlacedSubstitutions {
  if (root === undefined || !mayHaveVariables(text)) return nothing;
  const uses: VariableUse[] = [];
  const bad: BadSubstitution[] = [];
  for (const scalar of scalarsIn(root)) {
    if (!mayHaveVariables(scalar.text)) continue;
    const { spanOf } = scalarSource(text, scalar);
    const inner = substitutionsIn(scalar.text);
    for (const use of inner.uses) uses.push({ ...use, span: spanOf(use.span), nameSpan: spanOf(use.nameSpan) });
    for (const one of inner.bad) bad.push({ ...one, span: spanOf(one.span) });
  }
  return { uses, bad };
}

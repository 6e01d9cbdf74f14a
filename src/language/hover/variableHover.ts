import { counted } from '../../base/counted.ts';
import { kindName } from '../../flux/object.ts';
import { substitutionsOf, type Substitution, type VariableOrigin } from '../../manifests/variables/substitution.ts';
import { mayHaveVariables, needsValue, variablesIn, type VariableUse } from '../../manifests/variables/variablesIn.ts';
import type { Span, YamlScalar } from '../../manifests/yaml/node.ts';
import { scalarSource } from '../../manifests/yaml/scalarSource.ts';
import type { LanguageContext } from '../context.ts';
import { code, facts, join, line } from './markdown.ts';
import { shown } from './objectHover.ts';

/** More Kustomizations than this are counted, not listed. */
const mostListed = 5;

/**
 * The variable at an offset of a scalar: its value in each Kustomization that applies the file, and who gives it. Values of
 * Secrets are never shown. `text` is what the scalar's span counts in.
 */
export function variableHover(
  text: string,
  scalar: YamlScalar,
  offset: number,
  filePath: string,
  context: LanguageContext,
): { readonly span: Span; readonly markdown: string } | undefined {
  if (!mayHaveVariables(scalar.text)) return undefined;
  const { spanOf } = scalarSource(text, scalar);
  for (const use of variablesIn(scalar.text)) {
    const span = spanOf(use.span);
    if (offset >= span.start && offset <= span.end) return { span, markdown: describe(use, filePath, context) };
  }
  return undefined;
}

function describe(use: VariableUse, filePath: string, context: LanguageContext): string {
  const title = `**${line(use.name)}** · variable`;
  if (use.escaped) return join(title, `Written with two dollars it stays as it is: ${code(`\${${use.name}}`)}.`);
  const substitutions = substitutionsOf(context.workspace, filePath);
  const rows = substitutions
    .map((substitution) => valueIn(use, substitution, context))
    .filter((row) => row !== undefined);
  const more = rows.length - mostListed;
  const silent = substitutions.length - rows.length;
  const undeclared =
    silent === 0 ? [] : [`- Not declared by ${counted(silent, 'Kustomization')} ${fallback(use, silent)}`];
  return join(
    title,
    substitutions.length === 0
      ? 'No Flux Kustomization here is sure to apply this file, so its value is not known.'
      : '',
    [...rows.slice(0, mostListed), ...(more > 0 ? [`- and in ${more} more`] : []), ...undeclared].join('\n'),
    facts([['Default', use.default === undefined ? undefined : use.default === '' ? 'empty' : code(use.default)]]),
  );
}

/** What becomes of a variable that nothing declares. */
function fallback(use: VariableUse, count: number): string {
  const who = count === 1 ? 'that applies' : 'that apply';
  return `${who} this file: ${needsValue(use) ? 'it has no value there' : 'the default counts there'}`;
}

/** One line for one Kustomization: the value, where it comes from, or why it is not known. Undefined: not declared. */
function valueIn(
  use: VariableUse,
  { kustomization, variables, unknown, happens }: Substitution,
  context: LanguageContext,
): string | undefined {
  const by = line(`Kustomization/${kustomization.name}`);
  const origin = variables.get(use.name)?.at(-1);
  if (happens === false) return `- ${by}: substitutes nothing, so this text stays as it is`;
  if (origin !== undefined) return `- ${by}: ${valueOf(origin, use.name, context)}`;
  if (unknown.length > 0) {
    const sources = unknown.map(({ kindId, text }) => line(`${kindName(kindId)}/${text}`));
    return `- ${by}: perhaps from ${sources.join(' or ')}, whose content is not known here`;
  }
  return undefined;
}

function valueOf({ value, holder, place }: VariableOrigin, name: string, { workspace }: LanguageContext): string {
  const kind = kindName(holder.kindId);
  const file = code(shown(workspace, place.path));
  if (kind === 'Secret') return `from ${line(`Secret/${holder.name}`)}, key ${code(name)}, in ${file}`;
  const from = kind === 'Kustomization' ? 'its postBuild.substitute' : line(`${kind}/${holder.name}`);
  const words = value === undefined ? 'a text of several lines' : value === '' ? 'empty' : code(value);
  return `${words}, from ${from} in ${file}`;
}

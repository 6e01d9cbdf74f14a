import { catalogueFiles } from '../../src/files/catalogueFiles.ts';
import { codeActions } from '../../src/language/codeActions.ts';
import { complete } from '../../src/language/complete/complete.ts';
import { defaultSettings, type LanguageContext } from '../../src/language/context.ts';
import { definition } from '../../src/language/navigate/definition.ts';
import { documentLinks } from '../../src/language/navigate/documentLinks.ts';
import { findReferences } from '../../src/language/navigate/findReferences.ts';
import { foldingRanges } from '../../src/language/navigate/folding.ts';
import { hover } from '../../src/language/hover/hover.ts';
import { lenses } from '../../src/language/lens.ts';
import { prepareRename, rename } from '../../src/language/navigate/rename.ts';
import { symbols } from '../../src/language/navigate/symbols.ts';
import { validateFile } from '../../src/language/validate.ts';
import { readManifest } from '../../src/manifests/manifestFile.ts';
import type { Span } from '../../src/manifests/yaml/node.ts';
import { summarise } from '../../src/manifests/workspace/summarise.ts';
import { completed, emptyWorkspace, withFile, withFiles } from '../../src/manifests/workspace/workspace.ts';
import { catalogueLayer } from '../../src/schema/catalogue.ts';
import { schemaSet } from '../../src/schema/schemaSet.ts';
import type { Input } from './input.ts';
import { seeds } from './seeds.ts';

/** What an input came to: how much is said about it. */
export interface Work {
  readonly findings: number;
  readonly messageLength: number;
}

const schemas = schemaSet([catalogueLayer(catalogueFiles, {})]);

/** The seeds as they are read when they are opened, by their text. */
const opened = new Map(seeds.map(({ path, text }) => [text, readManifest(path, text)]));

/** A workspace of all seeds, so that references, patches and variables lead somewhere. */
const around = completed(withFiles(emptyWorkspace(['/repo']), [...opened.values()].map(summarise)));

/** Does with an input what the server does with a file that is opened, changed and asked about at one place. */
export function run({ path, text, offset, before }: Input): Work {
  const file = readManifest(path, text, opened.get(before));
  const context: LanguageContext = {
    schemas,
    workspace: withFile(around, summarise(file)),
    cluster: undefined,
    settings: defaultSettings,
  };
  const findings = validateFile(file, context);
  const span = { start: offset, end: offset };
  symbols(file);
  foldingRanges(file);
  documentLinks(file, context);
  lenses(file, context, { commands: [], now: 0 });
  complete(file, offset, context);
  hover(file, offset, context);
  definition(file, offset, context);
  prepareRename(file, offset, context);
  const renamed = rename(file, offset, 'renamed', context) ?? [];
  const places = [...findReferences(file, offset, context, true), ...('refusal' in renamed ? [] : renamed)];
  codeActions(file, findings, span);
  for (const { code, span: place } of findings) mustBeWithin(text, place, code);
  for (const place of places) if (place.path === path) mustBeWithin(text, place.span, 'reference');
  return {
    findings: findings.length,
    messageLength: findings.reduce((length, { message }) => length + message.length, 0),
  };
}

function mustBeWithin({ length }: string, { start, end }: Span, what: string): void {
  if (start < 0 || end < start || end > length)
    throw new Error(`${what} outside of the text: ${start}-${end} of ${length}`);
}

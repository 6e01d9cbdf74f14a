import { relative, resolve } from 'node:path';
import { createSchemaAssembly } from '../files/assembleSchemas.ts';
import { catalogueFiles } from '../files/catalogueFiles.ts';
import { readUserSchemas } from '../files/userSchemas.ts';
import type { LanguageContext } from '../language/context.ts';
import { unevaluatedRules, type UnevaluatedRule } from '../language/verdict/unevaluatedRules.ts';
import { validateFile } from '../language/validate.ts';
import { catalogueVersions } from '../schema/catalogue.ts';
import type { ValidateOptions } from './validateOptions.ts';
import type { Config } from './config.ts';
import { readInputs } from './inputs.ts';
import { noteOfRules, noteOfUnread, noteOfVersions } from './notes.ts';
import { isAsGrave } from './severity.ts';
import { withoutSkipped } from './skip.ts';
import { printed, type Verdict } from './verdict.ts';

/** A verdict, and what a person should know of how it came to be, as sentences. */
export interface Judged {
  readonly verdict: Verdict;
  readonly notes: readonly string[];
}

/** Judges all that the options name. Rejects with a sentence if it cannot. */
export async function validate(options: ValidateOptions, config: Config, signal: AbortSignal): Promise<Judged> {
  const { locations, notes } =
    options.schemaLocations.length > 0
      ? schemaPlaces(options.schemaLocations, '.')
      : schemaPlaces(config.schemaLocations, config.folder);
  const user = await readUserSchemas(locations, signal);
  if (user.failures.length > 0) throw new Error(user.failures.join(' '));
  const { judged, known, unread, capped } = await readInputs(options.paths, config, signal);
  const schemas = createSchemaAssembly()({
    kubernetesVersion: options.kubernetesVersion,
    fluxVersion: options.fluxVersion,
    workspaceKinds: known.kinds,
    userKinds: user.kinds,
  });
  const context: LanguageContext = {
    schemas,
    workspace: known.workspace,
    cluster: undefined,
    settings: {
      ...(options.kubernetesVersion !== undefined && { kubernetesVersion: options.kubernetesVersion }),
      ...(options.fluxVersion !== undefined && { fluxVersion: options.fluxVersion }),
      strictSubstitution: !options.lenientSubstitution,
      reportYamlSyntax: true,
    },
  };
  const byPath = judged.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const findings = byPath.flatMap((file) => {
    const path = slashes(relative('.', file.path));
    return withoutSkipped(file, validateFile(file, context), config)
      .filter(({ severity }) => isAsGrave(severity, options.severity))
      .map((finding) => printed(finding, path, file.lines));
  });
  const notRead = unread.map(({ path, why }) => ({ path: slashes(relative('.', path)), why }));
  const rules = distinct(judged.flatMap((file) => unevaluatedRules(file, context)));
  return {
    verdict: { findings, files: judged.length, unread: notRead, unevaluatedRules: rules },
    notes: [
      ...notes,
      ...noteOfVersions(options, catalogueVersions(catalogueFiles)),
      ...user.notes,
      ...(capped ? ['The repository is too large to be read as a whole.'] : []),
      ...noteOfUnread(notRead),
      ...noteOfRules(rules),
    ],
  };
}

/** Schema locations that are files, as paths, relative ones from a folder; of the others why they do not count. */
function schemaPlaces(
  given: readonly string[],
  folder: string,
): { readonly locations: string[]; readonly notes: string[] } {
  const locations: string[] = [];
  const notes: string[] = [];
  for (const location of given) {
    if (location === 'default') continue;
    if (location === 'ecosystem' || /^https?:/i.test(location)) {
      notes.push(`The schema location ${location} is not on this machine and is left out: nothing is fetched.`);
      continue;
    }
    // A template names a folder up to its first placeholder.
    locations.push(resolve(folder, location.replace(/[^/\\]*\{\{.*$/s, '') || '.'));
  }
  return { locations, notes };
}

/** Each rule of each kind once. */
function distinct(rules: readonly UnevaluatedRule[]): UnevaluatedRule[] {
  return [...new Map(rules.map((one) => [`${one.kind} ${one.rule}`, one])).values()];
}

function slashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

import type { KindSchema } from '../../schema/schema.ts';
import type { LanguageContext } from '../context.ts';
import { groupOf, kindId, type KindId } from '../../flux/object.ts';
import { objectTemplates } from '../complete/objectTemplates.ts';
import { source } from './fieldHover.ts';
import { code, facts, join, line, paragraphs } from './markdown.ts';

/** What a kind is, which versions of it are served, and what to write in place of one that is not. */
export function kindHover(apiVersion: string, kind: string, context: LanguageContext): string | undefined {
  const { schemas } = context;
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
  const versions = schemas.versions(group, kind);
  const schema = schemas.find(group, version, kind);
  if (schema === undefined) return versions.length === 0 ? undefined : notServed(apiVersion, kind, group, versions);
  const description = kindText(kindId(group, kind), schemas.describe?.(schema, []));
  const entry = schemas.entry(group, kind);
  const others = versions.filter((each) => each !== version).map((each) => code(written(group, each)));
  return join(
    `**${line(kind)}** · ${code(apiVersion)}${schema.namespaced ? '' : ', cluster-scoped'}`,
    description === undefined ? undefined : paragraphs(description),
    facts([
      ['Short names', entry?.shortNames.map((name) => code(name)).join(', ')],
      ['Other versions', others.join(', ')],
      ['Instead', insteadOf(schema, versions)],
    ]),
    source(schema),
  );
}

function notServed(apiVersion: string, kind: string, group: string, versions: readonly string[]): string {
  const served = versions.map((version) => code(written(group, version)));
  return join(`**${line(kind)}** · ${code(apiVersion)}`, `This version is not served. Use ${served.join(' or ')}.`);
}

/** The schema's text; where that says no more than the name, what Flux's kind is for. */
function kindText(id: KindId, description: string | undefined): string | undefined {
  if (description !== undefined && !/ is the Schema for the /.test(description)) return description;
  const hint = objectTemplates.find((template) => template.kindId === id)?.hint;
  return hint === undefined ? description : `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`;
}

/** What replaces a deprecated version. */
function insteadOf({ deprecated, group, version }: KindSchema, versions: readonly string[]): string | undefined {
  const better = versions.find((each) => each !== version);
  return deprecated === undefined || better === undefined ? undefined : code(written(group, better));
}

function written(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

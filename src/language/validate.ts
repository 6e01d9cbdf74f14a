import type { ManifestDocument, ManifestFile } from '../manifests/manifestFile.ts';
import type { LanguageContext } from './context.ts';
import type { Finding } from './finding.ts';
import { withoutIgnored } from './ignore.ts';
import { placed } from './place.ts';
import { fluxV1Leftovers } from './rules/fluxV1.ts';
import { unservedKinds } from './rules/kinds.ts';
import { plaintextSecrets } from './rules/plaintextSecret.ts';
import { shortIntervals } from './rules/shortInterval.ts';
import type { Subject } from './rules/subject.ts';
import { yamlProblems } from './yamlProblems.ts';

/** A finding whose spans, and those of its fixes, count from the start of the file. */
export type PlacedFinding = Finding;

const objectRules: readonly ((subject: Subject) => readonly Finding[])[] = [
  unservedKinds,
  fluxV1Leftovers,
  shortIntervals,
  plaintextSecrets,
];

/** All that is to be said about a file, in the order of the text, without what its comments ignore. Never throws. */
export function validateFile(file: ManifestFile, context: LanguageContext): PlacedFinding[] {
  const found = file.documents.flatMap((document) =>
    validateDocument(file, document, context).map((finding) => placed(finding, document.start)),
  );
  return withoutIgnored(file, found).sort((one, other) => one.span.start - other.span.start);
}

/** What is to be said about one document; spans count from its start. Comments that ignore are not heeded. */
export function validateDocument(file: ManifestFile, document: ManifestDocument, context: LanguageContext): Finding[] {
  if (document.content.objects.length === 0) return [];
  const syntax = context.settings.reportYamlSyntax ? yamlProblems(document.content) : [];
  const subjects = document.content.objects.map((object): Subject => ({ file, document, object, context }));
  return [...syntax, ...subjects.flatMap((subject) => objectRules.flatMap((rule) => rule(subject)))];
}

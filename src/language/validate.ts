import {
  isTooLarge,
  type DocumentContent,
  type ManifestDocument,
  type ManifestFile,
} from '../manifests/manifestFile.ts';
import { fileNameOf } from '../manifests/workspace/paths.ts';
import { isFixture, isLeftOut } from '../manifests/kustomize/unbuilt.ts';
import { roleOf, type Role } from '../manifests/role.ts';
import { beforeErrors } from './verdict/beforeErrors.ts';
import { isCertain, knowsKustomizations } from './verdict/absence.ts';
import { isStagesFile } from './assumedKind.ts';
import type { LanguageContext } from './context.ts';
import { documentVerdict } from './verdict/documentVerdict.ts';
import type { Finding } from './finding.ts';
import { withoutIgnored } from './verdict/ignore.ts';
import { placed } from './place.ts';
import { checkReferences } from './references/checkReferences.ts';
import { encryptedWithoutDecryption } from './rules/encryptedWithoutDecryption.ts';
import { prunesOwnNamespace } from './rules/prunesOwnNamespace.ts';
import { sameObjectTwice } from './rules/sameObject.ts';
import { fluxV1Leftovers } from './rules/fluxV1.ts';
import { unservedKinds } from './rules/kinds.ts';
import { refusedFields } from './rules/refusedFields.ts';
import { plaintextSecrets } from './rules/plaintextSecret.ts';
import { resourceSetTemplates } from './rules/resourceSetTemplates.ts';
import { shortIntervals } from './rules/shortInterval.ts';
import { stagesFindings } from './rules/stagesFile.ts';
import type { Subject } from './rules/subject.ts';
import { valuesTexts } from './rules/valuesTexts.ts';
import { noObject } from './rules/noObject.ts';
import { variables } from './rules/variables.ts';
import { withoutNamespace } from './rules/withoutNamespace.ts';
import { suppliedTo } from './verdict/suppliedTo.ts';
import { withoutSecrets } from './verdict/withoutSecrets.ts';
import { yamlProblems } from './verdict/yamlProblems.ts';

/** A finding whose spans, and those of its fixes, count from the start of the file. */
export type PlacedFinding = Finding;

type ObjectRule = (subject: Subject) => readonly Finding[];

/** Rules for objects that are declared whole. */
const objectRules: readonly ObjectRule[] = [
  unservedKinds,
  fluxV1Leftovers,
  refusedFields,
  shortIntervals,
  plaintextSecrets,
  variables,
  valuesTexts,
  prunesOwnNamespace,
  encryptedWithoutDecryption,
  sameObjectTwice,
  withoutNamespace,
  resourceSetTemplates,
];

/** Rules for objects and for parts of them. */
const patchRules: readonly ObjectRule[] = [fluxV1Leftovers, shortIntervals, plaintextSecrets];

/**
 * All that is to be said about a file, in the order of the text, without what its comments ignore and without the values
 * of Secrets. Never throws.
 */
export function validateFile(file: ManifestFile, context: LanguageContext): PlacedFinding[] {
  const found = isStagesFile(file.path)
    ? stagesFindings(file, context.settings)
    : file.documents.flatMap((document) =>
        validateDocument(file, document, context).map((finding) => placed(finding, document.start, file.path)),
      );
  const counted = withoutSecrets(file, withoutIgnored(file, found));
  return counted
    .filter((finding) => isCertain(finding, context.workspace))
    .sort((one, other) => one.span.start - other.span.start);
}

/** What is to be said about one document; spans count from its start. Comments that ignore are not heeded. */
function validateDocument(file: ManifestFile, document: ManifestDocument, context: LanguageContext): Finding[] {
  const { content } = document;
  if (isTooLarge(content)) return yamlProblems(content);
  const role = roleOf(context.workspace, file.path, content);
  const { reportYamlSyntax } = context.settings;
  if (!isJudged(role)) {
    if (isBrokenManifest(role, content)) return reportYamlSyntax ? yamlProblems(content) : [];
    return role === 'other' ? noObject(content, file.path, context) : [];
  }
  const syntax = reportYamlSyntax ? yamlProblems(content) : [];
  const supplied = content.objects.map((object) => suppliedTo(object, file.path, context));
  const mayBePart = () => role === 'object' && isLeftOut(context.workspace, file.path);
  const verdict = documentVerdict(content, {
    role: provisional(role, file, context),
    schemas: context.schemas,
    supplied,
  })
    .filter(({ code }) => code !== 'duplicate-key' || reportYamlSyntax)
    .map((finding) =>
      finding.code === 'missing-field' && mayBePart() ? { ...finding, severity: 'hint' as const } : finding,
    );
  const rules = role === 'object' ? objectRules : role === 'patch' ? patchRules : [];
  const subjects = content.objects.map((object): Subject => ({ file, document, object, context }));
  const references = checkReferences(file, document, context);
  const found = [...verdict, ...references, ...subjects.flatMap((subject) => rules.flatMap((rule) => rule(subject)))];
  return [...syntax, ...beforeErrors(content, found)];
}

/**
 * While files are still being read, what looks like an object may turn out to be a patch: only what holds for both is said.
 * So it is with what tests compare objects with (kuttl, chainsaw), which names only some of their fields, and with the
 * fixtures of Go tests.
 */
function provisional(role: Role, { path }: ManifestFile, { workspace }: LanguageContext): Role {
  const isExpectation = /(?:^|[-_.\d])(?:assert|errors?|expected)(?:[-_.\d]|$)/i.test(fileNameOf(path));
  const mayBePatch = !knowsKustomizations(workspace) || isExpectation || isFixture(workspace, path);
  return role === 'object' && mayBePatch ? 'patch' : role;
}

/** Whether a document would be an object, as far as its lines tell, if its YAML could be read. */
function isBrokenManifest(role: Role, { text, problems }: DocumentContent): boolean {
  return role === 'other' && problems.some(({ warning }) => !warning) && /^apiVersion[ \t]*:/m.test(text);
}

function isJudged(role: Role): boolean {
  return !['helmTemplate', 'values', 'kustomizeConfig', 'empty', 'other'].includes(role);
}

import { counted } from '../../base/counted.ts';
import type { DeclaredChange, DeclaredKustomization } from '../../compare/declared/declaredChange.ts';
import { changeCounts, isQuiet } from '../../diff/changes/changeCounts.ts';
import { byRank, worstFirst } from '../../diff/changes/standing.ts';
import { inline, inlineCode, objectDetails } from '../../diff/report/objectMarkdown.ts';
import { countsText, objectName } from '../../diff/report/words.ts';
import type { ObjectPrediction } from '../../diff/terms/prediction.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf } from '../../flux/object.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { isInStage } from '../../stages/terms/inStage.ts';
import type { RenderedFacts } from '../../stages/words/pullRequestParts.ts';

/** Dangers, errors and what is not known are listed so far; a person then reads the diffs. */
const mostListed = 10;
/** A difference that is seen at a glance needs no unfolding: lines of Markdown. */
const glance = 40;

/**
 * What a change does to what Flux builds, as Markdown for who reviews it: first in a sentence with what is dangerous, then
 * object by object, the worst first; of Kustomizations that are not the stage's the counts alone.
 */
export function renderedText({ kustomizations, left }: DeclaredChange, stage: Stage): RenderedFacts {
  if (kustomizations.length === 0) {
    return { whyNot: 'Not rendered: no Kustomization and no kustomization.yaml here builds the files that change.' };
  }
  const news = kustomizations
    .filter(({ prediction }) => !isQuiet(prediction))
    .toSorted((one, other) => worstFirst(one.prediction, other.prediction));
  const own = news.filter(({ places }) => places.some((place) => isInStage(stage, place)));
  const others = news.filter((one) => !own.includes(one));
  const shown = own.flatMap((one) => one.prediction.objects.map((object) => ({ one, object })));
  const objects = shown.toSorted((a, b) => byRank(a.object, b.object));
  const isOpen = objects.length === 1;
  const diffs = objects.flatMap(({ one, object }) => {
    const by = own.length > 1 ? one.name : undefined;
    const text = objectDetails(object, { ...(by !== undefined && { by }) });
    const isShort = isOpen && text !== undefined && text.split('\n').length <= glance;
    return (isShort ? objectDetails(object, { isOpen }) : text) ?? [];
  });
  return {
    summary: [summaryOf(own, others.length > 0), ...listOf(own, left)].join('\n'),
    diffs,
    also: others.map(alsoText),
    warnings: warningsOf(news),
  };
}

function summaryOf(own: readonly DeclaredKustomization[], isElsewhere: boolean): string {
  const told = countsText(changeCounts(own.map(({ prediction }) => prediction)));
  if (own.length === 0) return `Nothing of what Flux applies there changes${isElsewhere ? ', but elsewhere' : ''}.`;
  const [only, ...more] = own;
  const by = more.length === 0 && only !== undefined ? inlineCode(only.name) : counted(own.length, 'Kustomization');
  return told === '' ? `What changes in ${by} is not known.` : `**${told}** in ${by}.`;
}

/** What a person must not miss. */
function listOf(own: readonly DeclaredKustomization[], left: number): readonly string[] {
  const blocked = own.flatMap(({ name, prediction: { blockers } }) =>
    blockers.map(
      ({ kind, message }) => `- ${kind === 'unknown' ? '❔' : '❌'} ${inlineCode(name)}: ${inline(message)}`,
    ),
  );
  const dangers = own.flatMap(({ prediction }) =>
    prediction.objects.flatMap(({ dangers: all, key }) =>
      all.map(({ message }) => `- ⚠️ ${inlineCode(objectName(key))} ${inline(message)}`),
    ),
  );
  const unsure = own.flatMap(({ name, prediction: { certainty, assumptions } }) => {
    const doubts = certainty.level === 'approximate' ? [certainty.reason, ...assumptions] : assumptions;
    return [...new Set(doubts)].map((doubt) => `- ❔ ${inlineCode(name)}: ${inline(doubt)}`);
  });
  const objects = own.flatMap(({ prediction }) => prediction.objects);
  const notes = [
    ...notRendered(objects),
    ...(left > 0 ? [`${counted(left, 'more Kustomization')} not rendered.`] : []),
  ];
  const all = [...blocked, ...dangers, ...unsure, ...notes.map((note) => `- ${note}`)];
  const more = all.length - mostListed;
  const listed = more > 0 ? [...all.slice(0, mostListed), `- and ${more} more`] : all;
  return listed.length === 0 ? [] : ['', ...listed];
}

function warningsOf(all: readonly DeclaredKustomization[]): readonly string[] {
  const failing = all.flatMap(({ name, prediction: { blockers } }) =>
    blockers.flatMap(({ kind, message }) => (kind === 'build' ? [`${name}: ${message}`] : [])),
  );
  const objects = all.flatMap(({ prediction }) => prediction.objects);
  return [
    ...failing,
    ...objects.flatMap(({ dangers, key }) => dangers.map((one) => `${objectName(key)}: ${one.message}`)),
  ];
}

/** What lies behind an object and is nowhere in these files. */
function notRendered(objects: readonly Pick<ObjectPrediction, 'key'>[]): readonly string[] {
  const all = new Set(objects.map(({ key }) => kindIdOf(key)));
  const artifacts = [kinds.gitRepository, kinds.ociRepository, kinds.bucket];
  return [
    ...(all.has(kinds.helmRelease) ? ['Charts are not rendered: of a HelmRelease its own fields are shown.'] : []),
    ...(artifacts.some((kind) => all.has(kind)) ? ['What another revision of a source holds is not rendered.'] : []),
  ];
}

function alsoText({ name, places, prediction }: DeclaredKustomization): string {
  const told = countsText(changeCounts([prediction]));
  const [file] = places;
  const where = file === undefined || file === name ? '' : ` (${inlineCode(file)})`;
  const [blocker] = prediction.blockers;
  const what = told === '' && blocker !== undefined ? inline(blocker.message) : told;
  return `${inlineCode(name)}${where}: ${what}`;
}

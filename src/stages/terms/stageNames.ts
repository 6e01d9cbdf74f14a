/** The names that people give to stages, each group a stage, in the order in which changes go through them. */
const groups: readonly (readonly string[])[] = [
  ['sandbox', 'sbx', 'sbox', 'playground'],
  ['dev', 'develop', 'development', 'devel'],
  ['test', 'testing', 'tst'],
  ['int', 'integration', 'integ'],
  ['qa', 'quality'],
  ['sit'],
  ['uat', 'acceptance', 'acc'],
  ['perf', 'perftest', 'performance', 'load'],
  ['demo'],
  ['ithc'],
  ['nonprod', 'nonproduction', 'nprd'],
  ['stage', 'staging', 'stg', 'stag'],
  ['preview'],
  ['preprod', 'preproduction', 'ppd', 'preprd'],
  ['canary'],
  ['prod', 'production', 'prd', 'live'],
];

const rankByName = new Map(groups.flatMap((names, rank) => names.map((name) => [name, rank] as const)));

/** Words that name something else as often when they stand beside others: `test-app`, `int-gateway`, `live-view`. */
const aloneOnly: ReadonlySet<string> = new Set([
  'test', 'testing', 'int', 'integration', 'quality', 'performance', 'load', 'demo', 'live', 'preview', 'acc', 'canary', 'stag',
]); // prettier-ignore

/**
 * Where a name stands among stages, from 0 on; undefined for one that names none. Where a stage has several clusters,
 * their names (`prod-eu`, `eu-west-1-staging`) stand where the stage does.
 */
export function stageRank(name: string): number | undefined {
  const lower = name.toLowerCase();
  const whole = rankByName.get(lower.replaceAll(/[-_.]/g, ''));
  if (whole !== undefined) return whole;
  const words = lower.split(/[-_.]/);
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  const joined = rankByName.get(words.slice(0, 2).join('')) ?? rankByName.get(words.slice(-2).join(''));
  if (joined !== undefined) return joined;
  const single = [first, last].find((word) => rankByName.has(word) && !aloneOnly.has(word));
  const numbered = single ?? [lower].find((word) => rankByName.has(word.replace(/\d+$/, '')));
  return numbered === undefined ? undefined : rankByName.get(numbered.replace(/\d+$/, ''));
}

/** Whether a name is a stage's as it is, without a cluster's or an application's beside it. */
export function isStageName(name: string): boolean {
  return rankByName.has(name.toLowerCase().replaceAll(/[-_.]/g, ''));
}

/** Words beside a stage's that tell in which order changes go through its clusters. */
const steps = /(?:^|-)(?:canary|pilot|early|first|(?:wave|ring|batch|phase)\d*)(?:-|$)/;

/** What a name has beside what names the stage, in lower case: `eu` of `prod-eu`; empty for a stage's own name. */
export function besideStage(name: string): string {
  const rest = nameWithoutStage(name, name.split(/[-_.]/).find(isStageName) ?? name);
  return rest === '*' || stageRank(name) === undefined ? '' : rest.toLowerCase();
}

/** Whether two names are those of one stage in several places (`prod-eu`, `prod-us`), which get changes beside each other. */
export function areSiblings(one: string, other: string): boolean {
  const rests = [one, other].map(besideStage);
  return stageRank(one) === stageRank(other) && rests.every((rest) => rest !== '' && !steps.test(rest));
}

const wordsOf = new Map<string, ReadonlySet<string>>();

/** Words, in lower case, that name a stage of this name: itself and what people call the same. */
function stageWords(stage: string): ReadonlySet<string> {
  const known = wordsOf.get(stage);
  if (known !== undefined) return known;
  const lower = stage.toLowerCase();
  const rank = stageRank(stage);
  const own = rank === undefined ? [] : (groups[rank] ?? []);
  const words = new Set([
    lower,
    ...lower.split(/[-_.]/).filter((word) => rank === undefined || rankByName.has(word)),
    ...own,
  ]);
  if (wordsOf.size > 200) wordsOf.clear();
  wordsOf.set(stage, words);
  return words;
}

/** Stands in a text where a stage was named: a character that no manifest has. */
const mark = '\uE000';

/**
 * A text with every word that names the stage replaced by the same mark, so that texts of two stages can be compared:
 * `app.staging.example.com` and `app.prod.example.com` become the same. A text that is the stage's name alone is that mark.
 */
export function withoutStage(text: string, stage: string): string {
  const words = stageWords(stage);
  const lower = text.toLowerCase();
  const whole = stage.toLowerCase();
  const compound = whole.includes('-') && lower.includes(whole) ? lower.replaceAll(whole, mark) : text;
  return compound.replace(/[A-Za-z0-9]+/g, (word) => (words.has(word.toLowerCase()) ? mark : word));
}

/** A name without what tells the stage: `podinfo-staging` and `staging-podinfo` are `podinfo`; the stage's own name is `*`. */
export function nameWithoutStage(name: string, stage: string): string {
  const marked = withoutStage(name, stage);
  if (!marked.includes(mark)) return name;
  const rest = marked
    .replaceAll(mark, '-')
    .split(/[-_.]+/)
    .filter((part) => part !== '');
  return rest.length === 0 ? '*' : rest.join('-');
}

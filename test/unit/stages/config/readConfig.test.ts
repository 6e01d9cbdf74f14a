import { describe, expect, test } from 'vitest';
import { configFileName, readConfig } from '../../../../src/stages/config/readConfig.ts';
import { writeConfig } from '../../../../src/stages/config/writeConfig.ts';

const full = `stages:
  - name: staging
    paths: [./clusters/staging/, apps/*/overlays/staging]
    context: kind-staging
    change: commit
  - name: production
    branch: production
    gates:
      soak: {for: 1d12h, effect: warn}
      health: block
      checks: warn
      freeze:
        - {from: 2026-12-20, to: 2027-01-02T06:00:00+01:00, reason: Holidays}
        - {days: [fri, sat], from: 16:00, to: "08:00", timeZone: Europe/Vienna, effect: warn}
    protected:
      - spec.values.ingress
      - {kind: HelmRelease, name: web, field: 'spec.values.env[*].value'}
protected: [metadata.annotations."example.org/owner"]
commit:
  message: "promote {{ application }}"
  coAuthors: [Jo Doe <jo@example.org>]
pullRequest: {title: Promote, labels: [promotion], reviewers: [team], draft: true}
forges: {git.example.org: gitea}
`;

test('all that may be written is read', () => {
  const { config, problems } = readConfig(full);
  expect(problems).toEqual([]);
  expect(config?.stages[0]).toEqual({
    name: 'staging',
    paths: ['clusters/staging', 'apps/*/overlays/staging'],
    branch: undefined,
    context: 'kind-staging',
    change: 'commit',
    gates: { freeze: [] },
    protected: [],
  });
  expect(config?.stages[1]).toMatchObject({
    paths: [],
    branch: 'production',
    change: 'pullRequest',
    gates: {
      soak: { milliseconds: 36 * 3_600_000, effect: 'warn' },
      health: 'block',
      checks: 'warn',
      freeze: [
        {
          kind: 'once',
          from: Date.UTC(2026, 11, 20),
          to: Date.UTC(2027, 0, 2, 5),
          reason: 'Holidays',
          effect: 'block',
        },
        { kind: 'weekly', days: ['fri', 'sat'], from: 960, to: 480, timeZone: 'Europe/Vienna', effect: 'warn' },
      ],
    },
    protected: [
      { field: 'spec.values.ingress' },
      { kind: 'HelmRelease', name: 'web', field: 'spec.values.env[*].value' },
    ],
  });
  expect(config).toMatchObject({
    protected: [{ field: 'metadata.annotations."example.org/owner"' }],
    commit: { message: 'promote {{ application }}', coAuthors: ['Jo Doe <jo@example.org>'] },
    pullRequest: { title: 'Promote', labels: ['promotion'], reviewers: ['team'], draft: true },
  });
  expect(config?.forges.get('git.example.org')).toBe('gitea');
});

test('sentences name the file', () => {
  expect(readConfig('a: 1').problems[0]?.message).toContain(configFileName);
});

test('what is written is read as it was', () => {
  const { config } = readConfig(full);
  expect(config && readConfig(writeConfig(config)).config).toEqual(config);
});

describe('what is wrong, and where', () => {
  /** The text between the brackets is the place; they are taken out. */
  const judged = (marked: string) => {
    const text = marked.replaceAll(/[«»]/g, '');
    const { config, problems } = readConfig(text);
    expect(config).toBeUndefined();
    return { problems, places: problems.map(({ span }) => text.slice(span.start, span.end)), text };
  };
  const stage = (body: string) => `stages:\n  - name: dev\n    paths: [dev]\n${body}`;

  test.each([
    [
      'stages:\n  - name: dev\n    «pathes»: [dev]\n    branch: dev\n',
      '"pathes" is not a field of stages[0]. Did you mean "paths"?',
    ],
    [
      stage('    change: «pullrequest»\n'),
      '"pullrequest" is not allowed in stages[0].change. Did you mean "pullRequest"? It may be commit or pullRequest.',
    ],
    [stage('    gates: «yes»\n'), 'stages[0].gates must be a map with soak, health, checks or freeze, not a boolean.'],
    [stage('    gates: {soak: «soon»}\n'), 'stages[0].gates.soak must be a time such as 30m, 24h or 3d.'],
    [stage('    gates: {freeze: [{from: «today», to: 2026-12-20}]}\n'), 'stages[0].gates.freeze[0].from must be a day'],
    [
      stage('    gates: {freeze: [{from: 2026-12-20, to: «2026-12-19»}]}\n'),
      'stages[0].gates.freeze[0].to must be later than "from".',
    ],
    [
      stage('    gates: {freeze: [{days: [mon], from: 18:00, to: 20:00, timeZone: «Vienna»}]}\n'),
      'must be the name of a time zone',
    ],
    [stage('    protected: [«spec values»]\n'), 'stages[0].protected[0] must be a path of keys joined by dots'],
    ['stages:\n  - name: dev\n    paths: [«../dev»]\n', 'stages[0].paths[0] must be a folder within the repository'],
    ['stages:\n  - name: «dev»\n', 'stages[0] needs "paths", the folders of the stage, or "branch"'],
    ['stages:\n  - {name: dev, paths: [a]}\n  - {name: «dev», paths: [b]}\n', 'There are two stages "dev".'],
    ['stages: [{name: «my stage», branch: a}]\n', 'must be a word of letters, digits, dots and dashes'],
    [
      '«staged»: []\nstages: [{name: a, branch: a}]\n',
      '"staged" is not a field of .sluice.yaml. Did you mean "stages"?',
    ],
    [`forges: {git.example.org: «bitbucket»}\n${stage('')}`, '"bitbucket" is not allowed in forges.git.example.org.'],
    [`commit: {coAuthors: [«Jo»]}\n${stage('')}`, 'must be written as "Name <mail@example.org>"'],
  ])('%s', (marked, message) => {
    const { problems, places } = judged(marked);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    expect(places).toEqual([marked.slice(marked.indexOf('«') + 1, marked.indexOf('»'))]);
  });

  test.each([
    '',
    '# nothing\n',
    'stages: []\n',
    'stages:\n',
    'text\n',
    '- a\n',
    'stages: [1]\n',
    'stages: {a: b}\n',
    'stages: [\n',
  ])('%j is none', (text) => {
    expect(judged(text).problems.length).toBeGreaterThan(0);
  });

  test('the likely word is offered, windows line ends and a document marker do not move places', () => {
    const { problems, places } = judged('---\r\nstages:\r\n  - name: dev\r\n    brunch: dev\r\n    paths: [a]\r\n');
    expect(problems[0]?.instead).toBe('branch');
    expect(places).toEqual(['brunch']);
  });
});

import { describe, expect, it } from 'vitest';
import { stageOverview } from '../../../../src/promote/overview.ts';
import type { Project } from '../../../../src/promote/reading/project.ts';
import { readConfig } from '../../../../src/stages/config/readConfig.ts';
import { request } from '../../promote/requests/requests.ts';
import {
  allStagesTree,
  brokenTree,
  parseStageId,
  stageTree,
  type StageRow,
} from '../../../../src/ui/stages/stageRows.ts';

const overlay = (name: string, tag: string) =>
  `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [deployment.yaml]
images:
  - name: registry.example.org/${name}
    newTag: ${tag}
`;
const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example.org/${name}
`;

/** What a stage's folder holds: versions by application. */
function read(stages: Readonly<Record<string, Readonly<Record<string, string>>>>, root = '/fleet') {
  const files = new Map<string, string>();
  for (const [stage, applications] of Object.entries(stages)) {
    for (const [name, tag] of Object.entries(applications)) {
      files.set(`apps/${name}/${stage}/kustomization.yaml`, overlay(name, tag));
      files.set(`apps/${name}/${stage}/deployment.yaml`, deployment(name));
    }
  }
  const named = Object.keys(stages).map((name) => `  - {name: ${name}, paths: [apps/*/${name}]}\n`);
  const { config } = readConfig(`stages:\n${named.join('')}`);
  if (config === undefined) throw new Error('never');
  const project: Project = {
    root,
    inGit: true,
    config,
    from: 'file',
    configText: undefined,
    stages: config.stages.map((stage) => ({ stage, files })),
    bytes: new Map(),
    places: new Map(config.stages.map(({ name }) => [name, 'the working tree'])),
    worktreeStages: new Set(Object.keys(stages)),
  };
  return { project, stages: stageOverview(project) };
}

describe('the rows of stages', () => {
  const { roots, rows } = stageTree(
    read({
      staging: { web: '1.4.0', cache: '6.2.1', fresh: '0.1.0' },
      production: { web: '1.3.2', cache: '6.2.1', old: '9.0.0' },
    }),
  );
  const stageRows = roots.map((id) => rows.get(id) as StageRow);
  const told = stageRows.map(({ children }) =>
    children.map((id) => {
      const row = rows.get(id);
      return row?.type === 'application'
        ? [row.application.key, row.next[0]?.isBehind, row.next[0]?.isMissing, row.parent]
        : [];
    }),
  );

  it('have the stages in their order, and in each its applications by name', () => {
    expect(stageRows.map(({ stage, next, place }) => [stage.name, next, place])).toEqual([
      ['staging', [{ stage: 'production', behind: 1 }], 'the working tree'],
      ['production', [], 'the working tree'],
    ]);
  });

  it('tell in what the next stage is behind, and what it lacks', () => {
    const [staging, production] = roots;
    expect(told).toEqual([
      [
        ['apps/cache', false, false, staging],
        ['apps/fresh', false, true, staging],
        ['apps/web', true, false, staging],
      ],
      [
        ['apps/cache', undefined, undefined, production],
        ['apps/old', undefined, undefined, production],
        ['apps/web', undefined, undefined, production],
      ],
    ]);
  });

  it('have the pull requests into them, those of what a stage lacks at the stage', () => {
    const both = read({ staging: { web: '1.4.0', fresh: '0.1.0' }, production: { web: '1.3.2' } });
    const into = [
      request(7, { applications: ['overlay/apps/web'] }),
      request(8, { applications: ['overlay/apps/fresh'] }),
      request(9, { applications: ['overlay/apps/web'], root: '/other' }),
    ];
    const all = [...allStagesTree({ repositories: [both], unread: [] }, into).rows.values()];
    const found = all.flatMap((row) =>
      (row.type === 'stage' || row.type === 'application') && row.requests.length > 0
        ? [[row.type, row.stage.name, row.requests.map(({ number }) => number)]]
        : [],
    );
    expect(found).toEqual([
      ['application', 'production', [7]],
      ['stage', 'production', [8]],
    ]);
  });

  it('are known by ids that say what they are, which no other view has', () => {
    expect(parseStageId(roots[0] ?? '')).toEqual({ root: '/fleet', stage: 'staging' });
    expect(parseStageId(stageRows[1]?.children[2] ?? '')).toEqual({
      root: '/fleet',
      stage: 'production',
      kind: 'overlay',
      key: 'apps/web',
    });
    for (const other of ['kustomizations', 'a/b/c/d', '["', '[1]', '']) expect(parseStageId(other)).toBeUndefined();
  });
});

it('tell of each of several places of one stage how it stands', () => {
  const { roots, rows } = stageTree(
    read({ staging: { web: '1.4.0' }, 'prod-eu': { web: '1.3.2' }, 'prod-us': { web: '1.4.0' } }),
  );
  const next = roots.map((id) => (rows.get(id) as StageRow).next);
  expect(next).toEqual([
    [
      { stage: 'prod-eu', behind: 1 },
      { stage: 'prod-us', behind: 0 },
    ],
    [],
    [],
  ]);
});

it('are one for a file that keeps all stages from being read', () => {
  const place = { path: '/fleet/.sluice.yaml', line: 3, told: 'line 3: no.' };
  const { roots, rows } = brokenTree({ code: 'badConfig', message: 'line 3: no.', place });
  expect(roots.map((id) => rows.get(id))).toMatchObject([{ type: 'unread', folder: place.path }]);
  expect(brokenTree({ code: 'failed', message: 'It broke.' }).roots).toEqual([]);
});

describe('the rows of several repositories', () => {
  const fleet = read({ staging: { web: '1.4.0' } });
  const other = read({ staging: { web: '2.0.0' } }, '/other');
  const failure = {
    code: 'badConfig',
    message: 'line 3: no.',
    place: { path: '/broken/.sluice.yaml', line: 3, told: 'line 3: no.' },
  };

  it('are one above the stages of each, whose rows are their own', () => {
    const { roots, rows } = allStagesTree({ repositories: [fleet, other], unread: [] });
    expect(roots.map((id) => rows.get(id))).toMatchObject([
      { type: 'repository', read: fleet },
      { type: 'repository', read: other },
    ]);
    const stages = roots.flatMap((id) => rows.get(id)?.children ?? []);
    expect(stages.map((id) => rows.get(id))).toMatchObject([
      { type: 'stage', parent: roots[0] },
      { type: 'stage', parent: roots[1] },
    ]);
    expect(stages.map((id) => parseStageId(id)?.root)).toEqual(['/fleet', '/other']);
    expect(roots.map(parseStageId)).toEqual([{ root: '/fleet' }, { root: '/other' }]);
  });

  it('are those of the stages alone where there is one repository, and none is broken', () => {
    const { roots, rows } = allStagesTree({ repositories: [fleet], unread: [] });
    expect(roots.map((id) => rows.get(id))).toMatchObject([{ type: 'stage', parent: undefined }]);
    const both = allStagesTree({ repositories: [fleet], unread: [{ folder: '/broken', failure }] });
    expect(both.roots.map((id) => both.rows.get(id)?.type)).toEqual(['repository', 'unread']);
  });
});

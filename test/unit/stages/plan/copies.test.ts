import { describe, expect, it } from 'vitest';
import { readStages } from '../../../../src/stages/applications/readStages.ts';
import { compareStages } from '../../../../src/stages/compare/compareStages.ts';
import { planPromotion } from '../../../../src/stages/plan/planPromotion.ts';
import type { Files } from '../../../../src/stages/terms/application.ts';
import type { Plan } from '../../../../src/stages/terms/plan.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';
import { deployment, fluxKustomization, kustomization, stage, type Repository } from '../repository.ts';

const [from, to] = [stage('staging'), stage('production')];

function copied(repository: Repository, paths: readonly string[]): { readonly plan: Plan; readonly after: Files } {
  const files = new Map(Object.entries(repository));
  const plan = planPromotion({ stage: from, files }, { stage: to, files }, { applications: [], paths });
  const after = withChanges(files, plan.changes);
  const again = planPromotion({ stage: from, files: after }, { stage: to, files: after }, { applications: [], paths });
  expect(again.changes).toEqual([]);
  return { plan, after };
}

const did = ({ changes }: Plan): string[] => changes.map(({ kind, path }) => `${kind} ${path}`);

const secret = (recipient: string): string =>
  `kind: Secret\nstringData:\n  a: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\nsops:\n  age:\n    - recipient: ${recipient}\n      enc: x\n`;

describe('files and folders that are promoted as they are', () => {
  it('takes one file, and leaves those beside it', () => {
    const { plan, after } = copied(
      {
        'apps/staging/a.yaml': 'kind: ConfigMap # new\n',
        'apps/staging/b.yaml': 'kind: ConfigMap # new\n',
        'apps/production/a.yaml': 'kind: ConfigMap\n',
        'apps/production/b.yaml': 'kind: ConfigMap\n',
      },
      ['apps/staging/a.yaml'],
    );
    expect(did(plan)).toEqual(['copy apps/production/a.yaml']);
    expect(after.get('apps/production/a.yaml')).toBe('kind: ConfigMap # new\n');
  });

  it('mirrors a folder: what the target has besides goes, with its entry', () => {
    const { plan, after } = copied(
      {
        'apps/staging/web/kustomization.yaml': kustomization('resources:\n  - web.yaml\n'),
        'apps/staging/web/web.yaml': deployment('web', 'web:1.1.0'),
        'apps/staging/web/notes.txt': 'not YAML\n',
        'apps/production/web/kustomization.yaml': kustomization('resources:\n  - web.yaml\n  - old.yaml\n'),
        'apps/production/web/web.yaml': deployment('web', 'web:1.0.0'),
        'apps/production/web/old.yaml': deployment('old', 'web:1.0.0'),
        'apps/production/other/other.yaml': deployment('other', 'web:1.0.0'),
      },
      ['apps/staging/web'],
    );
    expect(did(plan)).toEqual([
      'copy apps/production/web/kustomization.yaml',
      'copy apps/production/web/notes.txt',
      'delete apps/production/web/old.yaml',
      'copy apps/production/web/web.yaml',
    ]);
    expect(after.get('apps/production/other/other.yaml')).toBe(deployment('other', 'web:1.0.0'));
  });

  it('adds the folder to a kustomization that lists it in the source', () => {
    const { after } = copied(
      {
        'apps/staging/kustomization.yaml': kustomization('resources:\n  - web\n'),
        'apps/staging/web/web.yaml': deployment('web', 'web:1.1.0'),
        'apps/production/kustomization.yaml': kustomization('resources:\n  - other # kept\n'),
      },
      ['apps/staging/web'],
    );
    expect(after.get('apps/production/kustomization.yaml')).toBe(
      kustomization('resources:\n  - other # kept\n  - web\n'),
    );
  });

  it('refuses what would build the files of the source', () => {
    const { plan } = copied(
      {
        'clusters/staging/web.yaml': fluxKustomization('web', './apps/staging/web'),
        'apps/staging/web/kustomization.yaml': kustomization('resources:\n  - ../../staging/db\n'),
        'apps/staging/db/db.yaml': deployment('db', 'db:1.0.0'),
      },
      ['clusters/staging/web.yaml', 'apps/staging/web'],
    );
    expect(plan.refusals.map(({ code, sentence }) => [code, sentence.split(',')[0]])).toEqual([
      ['ownFolder', 'clusters/staging/web.yaml names ./apps/staging/web'],
      ['ownFolder', 'apps/staging/web/kustomization.yaml names ../../staging/db'],
    ]);
    expect(plan.changes).toEqual([]);
  });

  it('copies what is encrypted only for keys that the target has', () => {
    const repository: Repository = {
      'apps/staging/one.yaml': secret('age1both'),
      'apps/staging/two.yaml': secret('age1staging'),
      'apps/production/known.yaml': secret('age1both'),
    };
    const { plan } = copied(repository, ['apps/staging/one.yaml', 'apps/staging/two.yaml']);
    expect(did(plan)).toEqual(['copy apps/production/one.yaml']);
    expect(plan.refusals.map(({ code }) => code)).toEqual(['encrypted']);
  });

  it('refuses what lies in no folder of the stage', () => {
    const { plan } = copied({ 'apps/base/a.yaml': 'kind: ConfigMap\n' }, ['apps/base/a.yaml']);
    expect(plan.refusals.map(({ code }) => code)).toEqual(['noPlace']);
  });
});

describe('an application that the target lacks', () => {
  it('is copied as a whole or not at all', () => {
    const narrow = stage('production', { paths: ['clusters/production'] });
    const files = new Map(
      Object.entries({
        'clusters/staging/kustomization.yaml': kustomization('resources:\n  - web.yaml\n'),
        'clusters/staging/web.yaml': fluxKustomization('web', './apps/staging/web'),
        'clusters/production/kustomization.yaml': kustomization('resources: []\n'),
        'apps/staging/web/web.yaml': deployment('web', 'web:1.0.0'),
      }),
    );
    const [one, other] = readStages([
      { stage: from, files },
      { stage: narrow, files },
    ]);
    if (one === undefined || other === undefined) throw new Error('never');
    const applications = compareStages(one, other, { config: { protected: [] } })
      .filter(({ target }) => target === undefined)
      .map((comparison) => ({ comparison, differences: [], copy: true }));
    const plan = planPromotion({ stage: from, files }, { stage: narrow, files }, { applications });
    expect(applications).toHaveLength(1);
    expect(plan.changes).toEqual([]);
    expect(new Set(plan.refusals.map(({ code }) => code))).toEqual(new Set(['ownFolder', 'noPlace']));
  });
});

describe('stages on branches', () => {
  const [test, live] = [stage('staging', { branch: 'staging' }), stage('production', { branch: 'main' })];
  const tree = (tag: string, more: Repository = {}): Files =>
    new Map(
      Object.entries({
        'clusters/main/apps.yaml': fluxKustomization('apps', './apps'),
        'apps/web.yaml': deployment('web', `web:${tag} # kept`),
        ...more,
      }),
    );

  it('writes the same files of the other branch', () => {
    const [source, target] = [tree('1.2.0', { 'apps/new.yaml': deployment('new', 'new:1.0.0') }), tree('1.1.0')];
    const [one, other] = readStages([
      { stage: test, files: source },
      { stage: live, files: target },
    ]);
    if (one === undefined || other === undefined) throw new Error('never');
    const comparisons = compareStages(one, other, { config: { protected: [] } });
    const applications = comparisons.map((comparison) => ({ comparison, differences: comparison.differences }));
    const plan = planPromotion(one, other, { applications });
    expect(plan.refusals).toEqual([]);
    expect(did(plan)).toEqual(['copy apps/new.yaml', 'edit apps/web.yaml']);
    expect(withChanges(target, plan.changes, source)).toEqual(source);
  });

  it('mirrors a folder of the other branch', () => {
    const source = tree('1.2.0');
    const target = tree('1.1.0', { 'apps/old.yaml': deployment('old', 'old:1.0.0') });
    const plan = planPromotion(
      { stage: test, files: source },
      { stage: live, files: target },
      { applications: [], paths: ['apps'] },
    );
    expect(did(plan)).toEqual(['delete apps/old.yaml', 'copy apps/web.yaml']);
  });
});

import { describe, expect, test } from 'vitest';
import { idlePathNotes, otherConfigNotes } from '../../../../src/promote/reading/configNotes.ts';
import { stage } from '../../stages/repository.ts';

test('paths of .sluice.yaml that lead nowhere are named', () => {
  const files = new Map([['clusters/staging/web.yaml', '']]);
  const staging = { stage: stage('staging', { paths: ['clusters/stagin', 'clusters/*', 'apps/*/staging'] }), files };
  expect(idlePathNotes({ from: 'layout' }, [staging])).toEqual([]);
  expect(idlePathNotes({ from: 'file' }, [staging])).toEqual([
    'The path clusters/stagin of the stage staging in .sluice.yaml leads to no files.',
    'The path apps/*/staging of the stage staging in .sluice.yaml leads to no files.',
  ]);
});

describe('a .sluice.yaml that is not what the branch has', () => {
  const place = { remote: { name: 'origin', url: 'https://example.org/a/b.git' }, branch: 'main' };
  const notes = (here: string | undefined, there: string | undefined, branch?: string) =>
    otherConfigNotes({ configText: here }, place, {
      tree: { files: new Map(there === undefined ? [] : [['.sluice.yaml', there]]) },
      stage: stage('production', { branch }),
    });

  test('is told with what it decides', () => {
    expect(notes('a', 'a')).toEqual([]);
    expect(notes('a', 'b')).toEqual([
      '.sluice.yaml here is not what main of origin has, and the one here counts: production is changed by commit.',
    ]);
    expect(notes('a', undefined)).toHaveLength(1);
    expect(notes(undefined, 'b')[0]).toContain('on main of origin that is not here, and it does not count');
  });

  test('is not looked for on the branch of a stage', () => {
    expect(notes('a', undefined, 'main')).toEqual([]);
  });
});

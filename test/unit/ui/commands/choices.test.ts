import { describe, expect, test } from 'vitest';
import { contextChoices, namespaceChoices } from '../../../../src/ui/commands/choices.ts';
import { contextInfo } from '../contextInfo.ts';

describe('contexts to choose among', () => {
  test('stand in order: the chosen one, the current one, the others by name', () => {
    const contexts = ['b', 'a', 'current', 'chosen'].map((name) => contextInfo(name));
    const choices = contextChoices({ contexts, currentContext: 'current' }, 'chosen');
    expect(choices.map(({ name }) => name)).toEqual(['chosen', 'current', 'a', 'b']);
    expect(choices.map(({ chosen, current }) => [chosen, current])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });

  test('say where they lead and as who', () => {
    const contexts = [contextInfo('a', {}, { host: 'api:6443' }), contextInfo('b', {}, { user: '' })];
    const details = contextChoices({ contexts, currentContext: undefined }, undefined).map(({ detail }) => detail);
    expect(details).toEqual(['api:6443 · u', 'c']);
  });

  test('draw no icons and no second line, and keep their names', () => {
    const name = '$(bug) a\nb';
    const contexts = [contextInfo(name, {}, { cluster: '$(x)', user: '$(y)' })];
    expect(contextChoices({ contexts, currentContext: undefined }, undefined)).toEqual([
      { name, label: '\\$(bug) a b', detail: '\\$(x) · \\$(y)', chosen: false, current: false },
    ]);
  });
});

test('namespaces of the setting come first and are picked; none draws an icon', () => {
  expect(namespaceChoices(['apps', 'shop'], ['shop', '$(bug)'])).toEqual([
    { name: 'shop', label: 'shop', picked: true },
    { name: '$(bug)', label: '\\$(bug)', picked: true },
    { name: 'apps', label: 'apps', picked: false },
  ]);
});

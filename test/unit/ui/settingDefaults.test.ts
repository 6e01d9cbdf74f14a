import { expect, test } from 'vitest';
import { defaultSettings, validSetting, type Settings } from '../../../src/ui/settingDefaults.ts';

test.each<[keyof Settings, unknown, unknown]>([
  ['kubeconfig', '~/config', '~/config'],
  ['kubeconfig', ['~/config'], ''],
  ['namespaces', ['shop', 'apps'], ['shop', 'apps']],
  ['namespaces', [1, 'shop', null, ['apps']], ['shop']],
  ['namespaces', { 0: 'shop' }, []],
  ['connect', 'onStartup', 'onStartup'],
  ['connect', 'always', 'onView'],
  ['readOnly', true, true],
  ['readOnly', 'true', false],
  ['forges', { 'git.example.org': { kind: 'gitlab' } }, { 'git.example.org': { kind: 'gitlab' } }],
  ['forges', ['gitlab'], {}],
  ['protectedContexts', [], []],
  ['protectedContexts', [true, 'live-*'], ['live-*']],
  ['protectedContexts', 'live-*', ['*prod*']],
])('the setting %s: %j counts as %j', (name, value, expected) => {
  expect(validSetting(name, value)).toEqual(expected);
});

test('a setting without a value has its default', () => {
  for (const name of Object.keys(defaultSettings) as (keyof Settings)[]) {
    expect(validSetting(name, undefined)).toEqual(defaultSettings[name]);
  }
});

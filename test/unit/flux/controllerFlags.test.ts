import { expect, test } from 'vitest';
import { controllerFlags } from '../../../src/flux/controllerFlags.ts';

test('a current controller without flags', () => {
  expect(controllerFlags([], undefined)).toEqual({
    isStrict: true,
    allowsRemoteBases: true,
    allowsCrossNamespace: true,
    checksDependenciesToo: false,
    migratesVersions: false,
    overrideManagers: [],
    customStageKinds: [],
  });
});

test('variables are strict from 1.9 on, unless a gate says otherwise', () => {
  expect(controllerFlags([], 8).isStrict).toBe(false);
  expect(controllerFlags([], 9).isStrict).toBe(true);
  expect(controllerFlags(['--feature-gates=StrictPostBuildSubstitutions=false'], 9).isStrict).toBe(false);
  expect(controllerFlags(['--feature-gates=A=true, StrictPostBuildSubstitutions=true'], 8).isStrict).toBe(true);
});

test('flags with values beside them, and booleans alone', () => {
  const flags = controllerFlags(
    [
      '--no-remote-bases',
      '--no-cross-namespace-refs=true',
      '--default-service-account',
      'deployer',
      '--log-level=info',
    ],
    9,
  );
  expect(flags).toMatchObject({
    allowsRemoteBases: false,
    allowsCrossNamespace: false,
    defaultServiceAccount: 'deployer',
  });
});

test('what may be given several times, and lists', () => {
  const flags = controllerFlags(
    ['--override-manager=argocd', '--override-manager', 'helm', '--custom-apply-stage-kinds=Secret, apps/Deployment'],
    9,
  );
  expect(flags).toMatchObject({
    overrideManagers: ['argocd', 'helm'],
    customStageKinds: ['/Secret', 'apps/Deployment'],
  });
});

test('gates that are on', () => {
  const flags = controllerFlags(['--feature-gates=MigrateAPIVersion=true,AdditiveCELDependencyCheck=true'], 9);
  expect(flags).toMatchObject({ migratesVersions: true, checksDependenciesToo: true, isStrict: true });
});

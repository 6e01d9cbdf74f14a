import { expect, test } from 'vitest';
import {
  applicationNames,
  applicationsNamed,
  type ApplicationRef,
} from '../../../../src/stages/terms/applicationId.ts';
import { severalApplications } from '../../../../src/stages/words/unknownApplication.ts';

const all: readonly ApplicationRef[] = [
  { kind: 'kustomization', key: 'web' },
  { kind: 'helmRelease', key: 'web' },
  { kind: 'overlay', key: 'cache' },
];
const kindsNamed = (name: string) => applicationsNamed(all, name).map(({ kind }) => kind);

test('a name means all of it, an id the one', () => {
  expect(kindsNamed('web')).toEqual(['kustomization', 'helmRelease']);
  expect(kindsNamed('HelmRelease/web')).toEqual(['helmRelease']);
  expect(kindsNamed('cache')).toEqual(['overlay']);
  expect(kindsNamed('none')).toEqual([]);
});

test('a person reads the name, and the kind where the name is that of several', () => {
  expect([...applicationNames(all).values()]).toEqual(['Kustomization/web', 'HelmRelease/web', 'cache']);
  expect(severalApplications('web', applicationsNamed(all, 'web'))).toBe(
    'Several applications are called "web". Name one of Kustomization/web, HelmRelease/web.',
  );
});

import { describe, expect, it } from 'vitest';
import { healthOf } from '../../../src/flux/health.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import { isFiltering, matcherOf, noFilter, sameFilter, type TreeFilter } from '../../../src/tree/filter.ts';
import { failing, flux, retrying } from './fleet.ts';

const objects: readonly FluxObject[] = [
  flux('infra'),
  failing('apps', { message: 'accumulating resources: no such file' }),
  flux('legacy', { namespace: 'shop', suspend: true }),
  failing('shop-config', { kind: kinds.gitRepository, namespace: 'shop', message: 'Authentication required' }),
  flux('fleet', { kind: kinds.fluxReport, namespace: '' }),
];

function shown(filter: TreeFilter): readonly string[] {
  const matches = matcherOf(filter);
  return objects.filter((object) => matches(object, healthOf(object))).map(({ raw }) => raw.metadata.name);
}

describe('matcherOf', () => {
  it.each<readonly [string, TreeFilter, readonly string[]]>([
    ['everything', noFilter, ['infra', 'apps', 'legacy', 'shop-config', 'fleet']],
    ['failing', { status: 'failing' }, ['apps', 'shop-config']],
    ['suspended', { status: 'suspended' }, ['legacy']],
    ['a namespace', { status: 'all', namespace: 'shop' }, ['legacy', 'shop-config']],
    ['a namespace as a whole', { status: 'all', namespace: 'sho' }, []],
    ['cluster-scoped objects', { status: 'all', namespace: '' }, ['fleet']],
    ['a name', { status: 'all', text: 'infra' }, ['infra']],
    ['part of a name in any case', { status: 'all', text: 'LEG' }, ['legacy']],
    ['a kind', { status: 'all', text: 'gitrepository' }, ['shop-config']],
    ['a namespace by text', { status: 'all', text: 'shop/' }, ['legacy', 'shop-config']],
    ['a message in any case', { status: 'all', text: 'authentication' }, ['shop-config']],
    ['what a row shows', { status: 'all', text: 'GitRepository/shop-config' }, ['shop-config']],
    ['namespace and name', { status: 'all', text: 'flux-system/apps' }, ['apps']],
    ['several words, all of them', { status: 'all', text: '  file   apps ' }, ['apps']],
    ['several words, not some of them', { status: 'all', text: 'apps nowhere' }, []],
    ['blanks are no text', { status: 'all', text: '  ' }, ['infra', 'apps', 'legacy', 'shop-config', 'fleet']],
    ['everything together', { status: 'failing', namespace: 'shop', text: 'auth' }, ['shop-config']],
    ['everything together, one wrong', { status: 'suspended', namespace: 'shop', text: 'auth' }, []],
  ])('%s', (_, filter, names) => {
    expect(shown(filter)).toEqual(names);
  });

  it('keeps a failing object while it retries', () => {
    const [before, now] = [failing('apps'), retrying('apps')];
    const health = healthOf(now, { previous: healthOf(before) });
    expect(health.state).toBe('reconciling');
    expect(matcherOf({ status: 'failing' })(now, health)).toBe(true);
    expect(matcherOf({ status: 'failing' })(now, healthOf(now))).toBe(false);
  });
});

describe('isFiltering', () => {
  it('is so if something may be hidden', () => {
    expect([noFilter, { status: 'all', text: ' ' } as const].map(isFiltering)).toEqual([false, false]);
    const filters: TreeFilter[] = [
      { status: 'failing' },
      { status: 'all', namespace: 'shop' },
      { status: 'all', text: 'a' },
    ];
    expect(filters.map(isFiltering)).toEqual([true, true, true]);
  });
});

describe('sameFilter', () => {
  it('compares by what is shown', () => {
    expect(sameFilter({ status: 'all', text: 'A b' }, { status: 'all', text: ' a  B ' })).toBe(true);
    expect(sameFilter(noFilter, { status: 'failing' })).toBe(false);
    expect(sameFilter(noFilter, { status: 'all', namespace: 'a' })).toBe(false);
    expect(sameFilter(noFilter, { status: 'all', text: 'a' })).toBe(false);
  });
});

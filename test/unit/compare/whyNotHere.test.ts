import { describe, expect, it } from 'vitest';
import { whyNotApplied, whyNotHere } from '../../../src/compare/whyNotHere.ts';
import { objectKey } from '../../../src/flux/object.ts';
import type { NotHere } from '../../../src/origin/sourceFolder.ts';

const source = objectKey('source.toolkit.fluxcd.io/GitRepository', 'flux-system', 'fleet');
const why = (code: NotHere['code'], address?: string): string | undefined =>
  whyNotHere({ state: 'elsewhere', why: { code, source, ...(address !== undefined && { address }) } });

describe('why the files of a source are not here', () => {
  it('names the source, where it comes from and what to do', () => {
    expect(why('otherRepository', 'https://git.example.org/fleet')).toBe(
      'No repository that is open here is the one of GitRepository flux-system/fleet (https://git.example.org/fleet). ' +
        'Open it in this workspace.',
    );
    expect(why('noSource')).toBe(
      'GitRepository flux-system/fleet is not in the cluster or may not be read, so its files cannot be found.',
    );
  });

  it('is not said where they are', () => {
    expect(whyNotHere({ state: 'here', layers: [], missing: [], others: [] })).toBeUndefined();
  });

  it('tells an applied revision that is not in the clone from none at all', () => {
    expect(whyNotApplied({})).toBe('It has not applied any revision yet.');
    const revision = 'main@sha1:1f3c9ab000000000000000000000000000000000';
    expect(whyNotApplied({ status: { lastAppliedRevision: revision } })).toContain('main@1f3c9ab is not in');
  });
});

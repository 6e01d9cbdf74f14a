import { asObject, asText, specOf } from '../flux/fields.ts';
import type { FluxObject } from '../flux/object.ts';
import { sourceCommit } from '../flux/sourceCommit.ts';
import type { OpenRepository } from './openRepository.ts';

/** What a GitRepository follows. */
export interface Follows {
  readonly what: 'branch' | 'tag' | 'semver' | 'commit' | 'ref';
  /** The branch's or tag's name, the range, the hash, or the whole name of a ref. */
  readonly name: string;
  /** Whether that is what is checked out here; undefined where it cannot be told. */
  readonly isCheckedOut: boolean | undefined;
}

/** What source-controller takes where no branch is named (api/v1, GitRepository). */
const defaultBranch = 'master';

/** What a GitRepository follows by spec.ref: a commit counts before a name, that before a range, a tag and a branch. */
export function followedRef(source: FluxObject): Pick<Follows, 'what' | 'name'> {
  const ref = asObject(specOf(source)['ref']) ?? {};
  const [commit, whole, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((key) =>
    asText(ref[key]),
  );
  if (commit !== undefined) return { what: 'commit', name: commit };
  if (whole !== undefined) {
    const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(whole) ?? [];
    return name === undefined ? { what: 'ref', name: whole } : { what: kind === 'heads' ? 'branch' : 'tag', name };
  }
  if (semver !== undefined) return { what: 'semver', name: semver };
  if (tag !== undefined) return { what: 'tag', name: tag };
  return { what: 'branch', name: branch ?? defaultBranch };
}

/** The same, and whether it is what is checked out in a repository of it. */
export function followed(source: FluxObject, repository: OpenRepository): Follows {
  const { what, name } = followedRef(source);
  return { what, name, isCheckedOut: isCheckedOut({ what, name }, source, repository) };
}

function isCheckedOut(
  { what, name }: Pick<Follows, 'what' | 'name'>,
  source: FluxObject,
  { branch, tags, commit }: OpenRepository,
): boolean | undefined {
  switch (what) {
    case 'branch':
      return branch === name;
    case 'tag':
      return tags.includes(name);
    case 'commit':
      return commit?.startsWith(name);
    case 'semver':
    case 'ref': {
      const hash = sourceCommit(source);
      return hash === undefined || commit === undefined ? undefined : hash === commit;
    }
  }
}

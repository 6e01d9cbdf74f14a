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
export function followed(source: FluxObject, repository: OpenRepository): Follows {
  const ref = asObject(specOf(source)['ref']) ?? {};
  const [commit, whole, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((key) =>
    asText(ref[key]),
  );
  if (commit !== undefined) {
    return { what: 'commit', name: commit, isCheckedOut: repository.commit?.startsWith(commit) };
  }
  if (whole !== undefined) return byRef(whole, source, repository);
  if (semver !== undefined) return { what: 'semver', name: semver, isCheckedOut: isApplied(source, repository) };
  if (tag !== undefined) return { what: 'tag', name: tag, isCheckedOut: repository.tags.includes(tag) };
  const name = branch ?? defaultBranch;
  return { what: 'branch', name, isCheckedOut: repository.branch === name };
}

function byRef(whole: string, source: FluxObject, repository: OpenRepository): Follows {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(whole) ?? [];
  if (name === undefined) return { what: 'ref', name: whole, isCheckedOut: isApplied(source, repository) };
  if (kind === 'heads') return { what: 'branch', name, isCheckedOut: repository.branch === name };
  return { what: 'tag', name, isCheckedOut: repository.tags.includes(name) };
}

/** Whether the commit that the source offers is checked out. */
function isApplied(source: FluxObject, { commit }: OpenRepository): boolean | undefined {
  const hash = sourceCommit(source);
  return hash === undefined || commit === undefined ? undefined : hash === commit;
}

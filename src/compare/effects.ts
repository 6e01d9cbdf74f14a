import { shortCommit } from '../base/shortCommit.ts';
import { asText, valueAt } from '../flux/fields.ts';
import type { JsonObject } from '../flux/object.ts';
import type { Follows } from '../origin/follows.ts';
import type { SourceFolder } from '../origin/sourceFolder.ts';

/**
 * When files of the working tree take effect, a sentence for each part of the source for which a push of the branch that
 * is checked out is not enough: its GitRepository follows something else, or it is an artifact that somebody pushes.
 */
export function effectsOf(kustomization: JsonObject, place: SourceFolder): readonly string[] {
  if (place.state === 'elsewhere') return [];
  const followed = place.layers.flatMap(({ follows, repository }) =>
    follows === undefined ? [] : sentenceOf(follows, repository.branch),
  );
  const kind = asText(valueAt(kustomization, 'spec', 'sourceRef', 'kind')) ?? '';
  return [...new Set([...followed, ...effectOfKind(kind)])];
}

/** When a commit takes effect for a source of a kind that is no GitRepository, as sentences. */
export function effectOfKind(kind: string): readonly string[] {
  return pushed.get(kind) ?? [];
}

const pushed: ReadonlyMap<string, readonly string[]> = new Map([
  ['OCIRepository', ['The source is an OCI artifact: this takes effect once the folder is pushed as one.']],
  ['Bucket', ['The source is a bucket: this takes effect once the folder is uploaded there.']],
]);

function sentenceOf(follows: Follows, branch: string | undefined): readonly string[] {
  if (follows.what !== 'branch') return effectOfRef(follows);
  if (follows.isCheckedOut === true) return [];
  const here = branch === undefined ? 'no branch is checked out here' : `branch ${branch} is checked out here`;
  return [`The source follows branch ${follows.name}, and ${here}: this takes effect once it is merged there.`];
}

/** When a commit takes effect for a GitRepository that follows no branch, as a sentence; none for one that does. */
export function effectOfRef({ what, name }: Pick<Follows, 'what' | 'name'>): readonly string[] {
  switch (what) {
    case 'branch':
      return [];
    case 'tag':
      return [`The source follows tag ${name}: this takes effect once the tag is moved, or the source names another.`];
    case 'semver':
      return [`The source follows tags within ${name}: this takes effect once such a tag is made of it.`];
    case 'commit':
      return [`The source stays at commit ${shortCommit(name)}: this takes effect once the source names another.`];
    case 'ref':
      return [`The source follows ${name}: this takes effect once that leads to it.`];
  }
}

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
  return [...new Set([...followed, ...(pushed.get(kind) ?? [])])];
}

const pushed: ReadonlyMap<string, readonly string[]> = new Map([
  ['OCIRepository', ['The source is an OCI artifact: this takes effect once the folder is pushed as one.']],
  ['Bucket', ['The source is a bucket: this takes effect once the folder is uploaded there.']],
]);

function sentenceOf({ what, name, isCheckedOut }: Follows, branch: string | undefined): readonly string[] {
  const here = branch === undefined ? 'no branch is checked out here' : `branch ${branch} is checked out here`;
  switch (what) {
    case 'branch':
      return isCheckedOut === true
        ? []
        : [`The source follows branch ${name}, and ${here}: this takes effect once it is merged there.`];
    case 'tag':
      return [`The source follows tag ${name}: this takes effect once the tag is moved, or the source names another.`];
    case 'semver':
      return [`The source follows tags within ${name}: this takes effect once such a tag is made of it.`];
    case 'commit':
      return [`The source stays at commit ${name.slice(0, 12)}: this takes effect once the source names another.`];
    case 'ref':
      return [`The source follows ${name}: this takes effect once that leads to it.`];
  }
}

import { asText, valueAt } from '../flux/fields.ts';
import type { JsonObject } from '../flux/object.ts';
import { parseKey } from '../flux/object.ts';
import { shortRevision } from '../flux/revision.ts';
import type { NotHere, SourceFolder } from '../origin/sourceFolder.ts';

/** Why the files of a source are not here, as a sentence that says what to do; undefined if they are. */
export function whyNotHere(place: SourceFolder): string | undefined {
  const why = place.state === 'elsewhere' ? place.why : place.missing[0];
  return why && sentence(why);
}

function sentence({ code, source, address }: NotHere): string {
  const { kind, namespace, name } = parseKey(source);
  const named = `${kind} ${namespace}/${name}`;
  const from = address === undefined ? '' : ` (${address})`;
  switch (code) {
    case 'noSource':
      return `${named} is not in the cluster or may not be read, so its files cannot be found.`;
    case 'nothingOpen':
      return `No Git repository is open here. Open the one of ${named}${from}.`;
    case 'otherRepository':
      return `No repository that is open here is the one of ${named}${from}. Open it in this workspace.`;
    case 'notMapped':
      return `Nothing tells which folder ${named}${from} is made of.`;
    case 'noGenerator':
      return `The ArtifactGenerator that makes ${named} is not known.`;
    case 'cycle':
      return `${named} is made of itself.`;
  }
}

/** Why the files that a Kustomization applied last are not here, though its source is. */
export function whyNotApplied(kustomization: JsonObject): string {
  const revision = asText(valueAt(kustomization, 'status', 'lastAppliedRevision'));
  if (revision === undefined) return 'It has not applied any revision yet.';
  return `The applied revision ${shortRevision(revision)} is not in the repository that is open here: fetch it first.`;
}

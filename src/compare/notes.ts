import type { KustomizationPrediction } from '../diff/terms/prediction.ts';
import type { JsonObject } from '../flux/object.ts';
import { findObject, type Snapshot } from '../flux/snapshot.ts';
import type { Follows } from '../origin/follows.ts';
import type { FilesFrom } from './engine.ts';
import type { Sources } from './sources.ts';

/**
 * The prediction with what the files themselves do not tell: that its source follows something else than what is checked
 * out, so that the change takes effect only when it gets there.
 */
export function withNotes(
  prediction: KustomizationPrediction,
  from: FilesFrom,
  sources: Sources,
  snapshot: Snapshot,
): KustomizationPrediction {
  const live = findObject(snapshot, prediction.key);
  if (from === 'applied' || !live) return prediction;
  const place = sources.place(live.raw as unknown as JsonObject);
  if (place.state === 'elsewhere') return prediction;
  const notes = place.layers.flatMap(({ follows, repository }) =>
    follows?.isCheckedOut === false ? [noteOf(follows, repository.branch)] : [],
  );
  if (notes.length === 0) return prediction;
  return { ...prediction, assumptions: [...new Set(notes), ...prediction.assumptions] };
}

function noteOf({ what, name }: Follows, branch: string | undefined): string {
  const here = branch === undefined ? 'another commit' : `branch ${branch}`;
  return `The source follows ${what} ${name}, and ${here} is checked out: this takes effect once it gets there.`;
}

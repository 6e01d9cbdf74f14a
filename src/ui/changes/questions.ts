import { disposeAll } from '../../base/disposable.ts';
import { contextOf } from '../../cluster/session/sessionState.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { texts } from '../texts.ts';
import type { Changes } from './changes.ts';
import type { Question } from './comparison.ts';
import type { ComparisonListener, FilesFrom, Revisions } from '../../compare/engine.ts';
import { watchCluster, watchFiles } from './watchMoves.ts';

/** What questions are asked of. */
type Asked = Pick<Changes, 'host' | 'engine'>;

/** What these Kustomizations would do with the files in the working tree. `subject` names them for the view. */
export function workingTreeQuestion(asked: Asked, subject: string, keys: readonly ObjectKey[]): Question {
  return {
    ...common(asked, subject),
    sides: { left: texts.changes.live(), right: texts.changes.predicted() },
    compare: predicting(asked, () => Promise.resolve(keys), 'workingTree'),
    watch: (movedOn) =>
      disposeAll(
        watchFiles(movedOn),
        watchCluster(asked.host, () => keys, movedOn),
      ),
  };
}

/** The same for all Kustomizations that apply something that is not committed; which ones is found anew each time. */
export function uncommittedQuestion(asked: Asked): Question {
  let keys: readonly ObjectKey[] = [];
  const find = async (signal: AbortSignal): Promise<readonly ObjectKey[]> =>
    (keys = await asked.engine().touchedByUncommitted(signal));
  return {
    ...common(asked, texts.changes.uncommitted()),
    sides: { left: texts.changes.live(), right: texts.changes.predicted() },
    compare: predicting(asked, find, 'workingTree'),
    watch: (movedOn) =>
      disposeAll(
        watchFiles(movedOn),
        watchCluster(asked.host, () => keys, movedOn),
      ),
  };
}

/** What differs between the cluster and the revision that these Kustomizations applied: changes by others. */
export function driftQuestion(asked: Asked, keys: readonly ObjectKey[]): Question {
  return {
    ...common(asked, texts.changes.drift(nameKustomizations(keys))),
    sides: { left: texts.changes.live(), right: texts.changes.applied() },
    compare: predicting(asked, () => Promise.resolve(keys), 'applied'),
    watch: (movedOn) => watchCluster(asked.host, () => keys, movedOn),
  };
}

/** What two revisions declare differently. */
export function revisionsQuestion(asked: Asked, revisions: Revisions): Question {
  const { from, to } = revisions;
  return {
    ...common(asked, from),
    against: to,
    sides: { left: from, right: to },
    compare: (listener, signal) => asked.engine().compareRevisions(revisions, listener, signal),
    watch: () => disposeAll(),
  };
}

/** One by its name, several by their number. */
export function nameKustomizations(keys: readonly ObjectKey[]): string {
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return parseKey(only).name;
  return texts.changes.kustomizations(keys.length);
}

function common({ host }: Asked, subject: string): Pick<Question, 'subject' | 'context'> {
  return { subject, context: () => contextOf(host.state) ?? '' };
}

function predicting({ engine }: Asked, find: (signal: AbortSignal) => Promise<readonly ObjectKey[]>, files: FilesFrom) {
  return async (listener: ComparisonListener, signal: AbortSignal): Promise<void> => {
    const keys = await find(signal);
    listener.expect(keys);
    if (keys.length > 0) await engine().predict(keys, files, listener, signal);
  };
}

import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { messageOf } from '../../base/failure.ts';
import { createThrottle } from '../throttle.ts';
import { turn } from '../turns.ts';
import type { DiagnosticParts, Told } from './parts.ts';

/** Documents other than the one that is typed in come later, and not at every key: milliseconds. */
const pace = { delay: 100, interval: 1000 };

/**
 * Finds documents whose report is another than the client has, after facts changed or another document did, and says
 * which.
 */
export function watchOutdated(
  { documents, facts, reports, logger }: DiagnosticParts,
  told: Told,
  onOutdated: (uris: readonly string[]) => void,
): Disposable {
  const look = async (): Promise<void> => {
    const outdated: string[] = [];
    for (const uri of [...told.keys()]) {
      await turn();
      const document = documents.get(uri);
      if (document !== undefined && reports.of(document).id !== told.get(uri)) outdated.push(uri);
    }
    if (outdated.length > 0) onOutdated(outdated);
  };
  const throttle = createThrottle(pace, look, (error) =>
    logger.error(`Open documents could not be judged again: ${messageOf(error)}`),
  );
  return disposeAll(
    throttle,
    facts.onDidChange(() => throttle.ask()),
    documents.onDidChange(({ uri }) => {
      if ([...told.keys()].some((other) => other !== uri)) throttle.ask();
    }),
  );
}

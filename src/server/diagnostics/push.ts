import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { messageOf } from '../../base/failure.ts';
import { quiet } from '../turns.ts';
import { watchOutdated } from './outdated.ts';
import type { DiagnosticParts, Told } from './parts.ts';

/**
 * Sends diagnostics to a client that does not ask, as soon as a document changed. There is no waiting for a pause in
 * typing: what has already arrived is taken in, and then the document that was touched last is judged.
 */
export function pushDiagnostics(parts: DiagnosticParts): Disposable {
  const { connection, documents, reports, logger } = parts;
  const told: Told = new Map();
  const waiting = new Set<string>();
  let changes = 0;
  let running = false;

  const tell = (uri: string): void => {
    const document = documents.get(uri);
    if (document === undefined) return;
    try {
      const { id, version, diagnostics } = reports.of(document);
      told.set(uri, id);
      void connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
    } catch (error) {
      logger.error(`${uri} could not be judged: ${messageOf(error)}`);
    }
  };
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.size > 0) {
      await quiet(() => changes);
      const newest = [...waiting].at(-1) ?? '';
      waiting.delete(newest);
      tell(newest);
    }
    running = false;
  };
  const ask = (uri: string): void => {
    waiting.delete(uri);
    waiting.add(uri);
    if (!running) void run();
  };

  return disposeAll(
    documents.onDidChange(({ uri }) => {
      changes += 1;
      ask(uri);
    }),
    documents.onDidClose(({ uri }) => {
      told.delete(uri);
      waiting.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    }),
    watchOutdated(parts, told, (uris) => uris.forEach(ask)),
  );
}

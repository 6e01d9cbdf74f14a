import { isAbsolute, join } from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import { createEmitter, type Event } from '../base/event.ts';
import { isAbort, messageOf } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import { readUserSchemas } from '../files/userSchemas.ts';
import type { CustomKind } from '../schema/fromCrd.ts';

/** The one owner of the schemas in files that a person named. */
export interface UserSchemas extends Disposable {
  current(): readonly CustomKind[];
  readonly onDidChange: Event<void>;
  /** Reads them from these places, in place of those before; relative ones count from each workspace folder. */
  read(locations: readonly string[], folders: readonly string[]): void;
}

/** Makes an owner without schemas. What cannot be read is logged. */
export function createUserSchemas(logger: Logger): UserSchemas {
  const changed = createEmitter<void>();
  let kinds: readonly CustomKind[] = [];
  let reading = new AbortController();

  const read = async (locations: readonly string[], signal: AbortSignal): Promise<void> => {
    const found = await readUserSchemas(locations, signal);
    for (const sentence of [...found.failures, ...found.notes]) logger.warn(sentence);
    if (found.kinds.length === 0 && kinds.length === 0) return;
    kinds = found.kinds;
    changed.fire();
  };
  return {
    current: () => kinds,
    onDidChange: changed.event,
    read(locations, folders) {
      reading.abort();
      reading = new AbortController();
      read(placed(locations, folders), reading.signal).catch((error: unknown) => {
        if (!isAbort(error)) logger.error(`The schema locations could not be read: ${messageOf(error)}`);
      });
    },
    dispose() {
      reading.abort();
      changed.dispose();
    },
  };
}

function placed(locations: readonly string[], folders: readonly string[]): string[] {
  return locations.flatMap((location) =>
    isAbsolute(location) ? [location] : folders.map((folder) => join(folder, location)),
  );
}

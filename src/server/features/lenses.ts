import { CodeLensRefreshRequest, type CodeLens, type Connection } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { lenses, type Lens } from '../../language/lens.ts';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import { createThrottle } from '../throttle.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedAbout, type FeatureParts } from './asking.ts';

/** Milliseconds: lenses move what stands below them, so they do not change all the time. */
const pace = { delay: 50, interval: 1000 };

/** Milliseconds from one look at the ages in lenses to the next. */
const ageing = 60_000;

/** What a client can do with lenses. */
export interface LensAbilities {
  /** The commands that it can run. */
  readonly commands: readonly string[];
  /** Whether it asks again for all lenses when it is told to. */
  readonly refreshes: boolean;
}

/** What a client was told of a document. */
interface Told {
  readonly lenses: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Answers requests for lenses, and has the client ask again when those of an open document became others. What only grew
 * older is looked at once a minute, while documents with lenses are open.
 */
export function answerLenses(connection: Connection, parts: FeatureParts, abilities: LensAbilities): Disposable {
  const told = new Map<string, Told>();
  let timer: NodeJS.Timeout | undefined;
  let isTime = false;

  const lensesOf = (uri: string, now: number): CodeLens[] | undefined => {
    const asked = askedAbout(parts, uri);
    return (
      asked &&
      lenses(asked.file, asked.context, { commands: abilities.commands, now }).map((lens) =>
        toLsp(lens, asked.file.lines),
      )
    );
  };
  const refresh = async (): Promise<void> => {
    const now = isTime ? Date.now() : undefined;
    isTime = false;
    const isOutdated = ([uri, last]: [string, Told]): boolean => {
      const found = lensesOf(uri, now ?? last.at);
      return found !== undefined && JSON.stringify(found) !== last.lenses;
    };
    if ([...told].some(isOutdated)) await connection.sendRequest(CodeLensRefreshRequest.type);
  };
  // A client that is gone cannot be asked.
  const throttle = createThrottle(pace, refresh, () => undefined);
  const watchAges = (): void => {
    if (!abilities.refreshes || timer !== undefined || ![...told.values()].some(hasLenses)) return;
    timer = setTimeout(() => {
      timer = undefined;
      isTime = true;
      throttle.ask();
      watchAges();
    }, ageing);
    timer.unref();
  };

  connection.onCodeLens(({ textDocument: { uri } }) => {
    const at = Date.now();
    const found = lensesOf(uri, at);
    if (found !== undefined) told.set(uri, { lenses: JSON.stringify(found), at });
    watchAges();
    return found ?? null;
  });
  return disposeAll(
    throttle,
    { dispose: () => clearTimeout(timer) },
    parts.documents.onDidClose(({ uri }) => void told.delete(uri)),
    parts.facts.onDidChange(() => {
      if (abilities.refreshes) throttle.ask();
    }),
  );
}

function hasLenses({ lenses: found }: Told): boolean {
  return found !== '[]';
}

/** A lens without a command is words only. */
function toLsp({ span, title, command }: Lens, lines: LineIndex): CodeLens {
  return {
    range: rangeOf(lines, span),
    command:
      command === undefined ? { title, command: '' } : { title, command: command.id, arguments: [command.object] },
  };
}

import { CodeLensRefreshRequest, type CodeLens, type Connection } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { lenses, type Lens } from '../../language/lens.ts';
import type { LineIndex } from '../../manifests/yaml/lineIndex.ts';
import { createThrottle } from '../throttle.ts';
import { rangeOf } from '../translate/ranges.ts';
import { askedAbout, type FeatureParts } from './asking.ts';

/** Milliseconds: lenses move what stands below them, so they do not change all the time. */
const pace = { delay: 50, interval: 1000 };

/** What a client can do with lenses. */
export interface LensAbilities {
  /** The commands that it can run. */
  readonly commands: readonly string[];
  /** Whether it asks again for all lenses when it is told to. */
  readonly refreshes: boolean;
}

/** Answers requests for lenses, and has the client ask again when those of an open document became others. */
export function answerLenses(connection: Connection, parts: FeatureParts, abilities: LensAbilities): Disposable {
  const told = new Map<string, string>();

  const lensesOf = (uri: string): CodeLens[] | undefined => {
    const asked = askedAbout(parts, uri);
    return asked && lenses(asked.file, asked.context, abilities.commands).map((lens) => toLsp(lens, asked.file.lines));
  };
  const isOutdated = ([uri, last]: [string, string]): boolean => {
    const now = lensesOf(uri);
    return now !== undefined && JSON.stringify(now) !== last;
  };
  const refresh = async (): Promise<void> => {
    if ([...told].some(isOutdated)) await connection.sendRequest(CodeLensRefreshRequest.type);
  };

  connection.onCodeLens(({ textDocument: { uri } }) => {
    const found = lensesOf(uri);
    if (found !== undefined) told.set(uri, JSON.stringify(found));
    return found ?? null;
  });
  // A client that is gone cannot be asked.
  const throttle = createThrottle(pace, refresh, () => undefined);
  return disposeAll(
    throttle,
    parts.documents.onDidClose(({ uri }) => void told.delete(uri)),
    parts.facts.onDidChange(() => {
      if (abilities.refreshes) throttle.ask();
    }),
  );
}

/** A lens without a command is words only. */
function toLsp({ span, title, command }: Lens, lines: LineIndex): CodeLens {
  return {
    range: rangeOf(lines, span),
    command:
      command === undefined ? { title, command: '' } : { title, command: command.id, arguments: [command.object] },
  };
}

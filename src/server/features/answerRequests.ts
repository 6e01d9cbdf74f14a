import type { Connection } from 'vscode-languageserver/node';
import type { Disposable } from '../../base/disposable.ts';
import type { ClientAbilities } from '../clientAbilities.ts';
import type { Reports } from '../diagnostics/reports.ts';
import type { Options } from '../options.ts';
import type { FeatureParts } from './asking.ts';
import { answerCodeActions } from './codeActions.ts';
import { answerCompletion } from './completion.ts';
import { answerHover } from './hover.ts';
import { answerJudged } from './judged.ts';
import { answerLenses } from './lenses.ts';
import { answerNavigation } from './navigation.ts';
import { answerOrigins } from './origins.ts';
import { answerOutline } from './outline.ts';
import { answerRenaming } from './renaming.ts';

/** What answers need. */
export interface Answering {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly options: Options;
  readonly reports: Reports;
  readonly parts: FeatureParts;
}

/**
 * Answers all requests about documents. One that throws is answered with an error, which the connection logs: it ends
 * neither the server nor another request.
 */
export function answerRequests({ connection, abilities, options, reports, parts }: Answering): Disposable {
  answerCompletion(connection, parts, {
    snippets: abilities.snippets,
    suggestsAgain: options.clientCommands.has('editor.action.triggerSuggest'),
  });
  answerOutline(connection, parts, abilities.hierarchicalSymbols);
  answerCodeActions(connection, parts, reports, abilities.versionedEdits);
  answerHover(connection, parts);
  answerNavigation(connection, parts);
  answerRenaming(connection, parts, abilities.versionedEdits);
  answerJudged(connection, parts);
  answerOrigins(connection, parts);
  return answerLenses(connection, parts, {
    commands: [...options.clientCommands],
    refreshes: abilities.refreshesLenses,
  });
}

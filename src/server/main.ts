/** The language server's process; start.ts loads it. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { messageOf } from '../base/failure.ts';
import { serve } from './server.ts';

const connection = createConnection(ProposedFeatures.all);
const report = (error: unknown): void => connection.console.error(`Something unexpected failed: ${messageOf(error)}`);
process.on('uncaughtException', report);
process.on('unhandledRejection', report);
// The editor is gone without a word.
process.on('disconnect', () => process.exit(1));
serve(connection);
connection.listen();

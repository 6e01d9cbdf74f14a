import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import type { Logger } from '../base/logger.ts';
import { packageFacts } from '../files/ownFiles.ts';
import { abilitiesOf } from './clientAbilities.ts';
import { serverCapabilities } from './serverCapabilities.ts';
import { openSession, type Session } from './session.ts';

/** Serves one client on a connection that is not listened to yet, until it says goodbye. */
export function serve(connection: Connection): void {
  const logger = loggerOf(connection);
  let session: Session | undefined;

  connection.onInitialize((params: InitializeParams) => {
    const abilities = abilitiesOf(params.capabilities);
    session = openSession({ connection, logger, abilities, params });
    const { version } = packageFacts();
    return { capabilities: serverCapabilities(abilities), serverInfo: { name: 'Sluice', version } };
  });
  connection.onInitialized(() => session?.begin());
  connection.onShutdown(() => {
    session?.dispose();
    session = undefined;
  });
}

function loggerOf({ console }: Connection): Logger {
  return {
    debug: (message) => console.debug(message),
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message) => console.error(message),
  };
}

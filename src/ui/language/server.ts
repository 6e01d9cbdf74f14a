import { join } from 'node:path';
import type * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type ErrorHandler,
  type Middleware,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../protocol/protocol.ts';
import { writtenSchemes } from './gate.ts';

/** What a client of our server is made of. */
export interface ServerOptions {
  /** The folder of the extension. */
  readonly extensionPath: string;
  readonly output: vscode.LogOutputChannel;
  /** Asked at each start. */
  readonly initializationOptions: () => InitializationOptions;
  readonly middleware: Middleware;
  /** The server ended unasked, or before it ran. */
  readonly onEnd: () => void;
}

/** A client for `dist/server.cjs`, not started yet. The server ends with it. */
export function serverClient(options: ServerOptions): LanguageClient {
  const { extensionPath, output, initializationOptions, middleware, onEnd } = options;
  const module = join(extensionPath, 'dist', 'server.cjs');
  const run = { module, transport: TransportKind.ipc };
  const errorHandler: ErrorHandler = {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed() {
      onEnd();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
  return new LanguageClient(
    'sluice',
    'Sluice',
    { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=0'] } } },
    {
      documentSelector: writtenSchemes.map((scheme) => ({ language: 'yaml', scheme })),
      diagnosticPullOptions: { onChange: true },
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      // Whoever starts it says what went wrong, once and in one sentence.
      initializationFailedHandler: () => false,
      errorHandler,
      middleware,
      markdown: { isTrusted: false, supportHtml: false, supportThemeIcons: true },
    },
  );
}

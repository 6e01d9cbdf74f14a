import type { Connection } from 'vscode-languageserver/node';
import type { Logger } from '../../base/logger.ts';
import type { Documents } from '../documents.ts';
import type { Facts } from '../facts.ts';
import type { Reports } from './reports.ts';

/** What both ways of telling diagnostics need. */
export interface DiagnosticParts {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly facts: Facts;
  readonly reports: Reports;
  readonly logger: Logger;
}

/** By URI, the id of the report that the client has. */
export type Told = Map<string, string>;

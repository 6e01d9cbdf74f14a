import type { Logger } from '../../../base/logger.ts';
import type { Engine } from '../../../compare/engine.ts';
import type { SessionHost } from '../../sessionHost.ts';
import type { Requests } from '../requests/requests.ts';
import type { HostTokens } from './hostTokens.ts';
import type { PromotionDocuments } from './promotionDocuments.ts';

/** What promotions are made with. */
export interface Promoting {
  /** Throws a FailureError in Restricted Mode. */
  readonly engine: () => Engine;
  /** The connected cluster, for gates. */
  readonly host: SessionHost;
  readonly tokens: HostTokens;
  readonly documents: PromotionDocuments;
  /** Pull requests that are followed. */
  readonly requests: Requests;
  readonly log: Logger;
}

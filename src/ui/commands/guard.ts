import * as vscode from 'vscode';
import { contextOf } from '../../cluster/session/sessionState.ts';
import { FailureError } from '../../base/failure.ts';
import { createLimiter } from '../../base/limiter.ts';
import type { Client } from '../../cluster/session/client.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import { isProtected } from '../protect.ts';
import type { SessionHost } from '../sessionHost.ts';
import { setting } from '../settings.ts';
import { texts } from '../texts.ts';
import { concurrentRequests } from './attempts.ts';

/** The words for a change: as a title and in the middle of a sentence. */
export type Verb = keyof typeof texts.verbs;

/**
 * What stands between a command and a write: the read-only setting, the person's rights as the API server tells
 * them, and one more question for protected contexts. Resolves to the client to write with, or undefined if the
 * person said no. Throws FailureError with the sentence that says why it may not be.
 */
export async function guardWrite(
  host: SessionHost,
  verb: Verb,
  keys: readonly ObjectKey[],
): Promise<Client | undefined> {
  if (setting('readOnly')) throw refusal('readOnly', texts.readOnly());
  const client = host.session?.client;
  if (!client) throw refusal('notConnected', texts.notConnected());
  await withLateProgress(texts.checkingRights(), (signal) => checkRights(client, verb, keys, signal));
  requireSame(host, client);
  const proceed = await confirmProtected(contextOf(host.state) ?? '', verb, keys);
  requireSame(host, client);
  return proceed ? client : undefined;
}

/** The rights and the context's name that were asked about are those of this client alone. */
function requireSame(host: SessionHost, client: Client): void {
  if (host.session?.client !== client) throw refusal('notConnected', texts.connectionChanged());
}

async function checkRights(client: Client, verb: Verb, keys: readonly ObjectKey[], signal: AbortSignal): Promise<void> {
  const limit = createLimiter(concurrentRequests);
  const access = await Promise.all(keys.map((key) => limit(() => client.mayPatch(key, signal), signal)));
  const denied = keys.find((_, index) => access[index] === 'denied');
  if (denied === undefined) return;
  const user = (await client.userName(signal)) ?? texts.you();
  throw refusal('forbidden', texts.forbidden(texts.verbs[verb](), objectName(denied), user));
}

async function confirmProtected(context: string, verb: Verb, keys: readonly ObjectKey[]): Promise<boolean> {
  if (!isProtected(context, setting('protectedContexts'))) return true;
  const title = texts.protectedTitle(texts.verbs[verb](), nameAll(keys), context);
  const detail = [texts.protectedDetail(context), ...(keys.length > 1 ? keys.slice(0, 10).map(objectName) : [])].join(
    '\n',
  );
  const proceed = texts.verbs[verb]();
  return (await vscode.window.showWarningMessage(title, { modal: true, detail }, proceed)) === proceed;
}

/** One object by its name, several by their number. */
export function nameAll(keys: readonly ObjectKey[]): string {
  const [only] = keys;
  return keys.length === 1 && only !== undefined ? objectName(only) : texts.many(keys.length);
}

/** An error whose message is the sentence that the person reads. */
export function refusal(code: string, message: string): FailureError {
  return new FailureError({ code, message });
}

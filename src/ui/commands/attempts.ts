import * as vscode from 'vscode';
import type { Attempt } from '../../base/attempt.ts';
import { FailureError, type Failure } from '../../base/failure.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { plainText } from '../../base/plainText.ts';
import { openObject } from '../objectDocument.ts';
import { objectName } from '../objectName.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';

/** Several requests at a time: a controller works on a few objects at once, and each wait costs nothing. */
export const concurrentRequests = 8;

/** The value of the only attempt; undefined if the person cancelled it. Throws FailureError if it failed. */
export function valueOf<T>(attempt: Attempt<unknown, T>): T | undefined {
  if ('value' in attempt) return attempt.value;
  if (attempt.failure.code === 'cancelled') return undefined;
  throw new FailureError(attempt.failure);
}

/** Why one of several failed. */
export function messageOfFailure({ code, message }: Failure): string {
  return code === 'cancelled' ? texts.cancelled() : message;
}

/** What went wrong with one of several objects, as the end of a sentence. */
export function causeText(key: ObjectKey, message: string): string {
  return `${objectName(key)}: ${plainText(message, 300)}`;
}

/** Says what became of an object and offers to open it. */
export async function offerDetails(
  host: SessionHost,
  key: ObjectKey,
  message: string,
  show: 'showErrorMessage' | 'showWarningMessage' = 'showErrorMessage',
): Promise<void> {
  const details = texts.actions.showDetails();
  const answer = await vscode.window[show](message, details);
  if (answer === details) await openObject(host, key);
}

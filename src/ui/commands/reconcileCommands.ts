import * as vscode from 'vscode';
import { attemptEach, type Attempt } from '../../base/attempt.ts';
import type { Client } from '../../cluster/session/client.ts';
import type { Session } from '../../cluster/session/session.ts';
import type { ReconcileResult } from '../../cluster/session/reconcile.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { refuseReconcile } from '../../flux/reconcile.ts';
import { shortRevision } from '../../flux/revision.ts';
import { findObject } from '../../flux/snapshot.ts';
import { plainText } from '../../base/plainText.ts';
import { lazy } from '../lazy.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';
import { causeText, concurrentRequests, messageOfFailure, offerDetails, valueOf } from './attempts.ts';
import { guardWrite, nameAll, refusal } from './guard.ts';

type ReconcileAttempt = Attempt<ObjectKey, ReconcileResult>;

/** Reconciles objects, waits for each, and says what became of them. */
export async function reconcile(host: SessionHost, keys: readonly ObjectKey[], withSource: boolean): Promise<void> {
  const session = host.open();
  refuseSingle(host, keys);
  const client = await guardWrite(host, 'reconcile', keys);
  if (!client) return;
  const results = await withLateProgress(texts.reconciling(nameAll(keys)), (signal, report) =>
    reconcileAll(session, client, keys, { withSource, report }, signal),
  );
  const [only] = results;
  if (results.length > 1) return sayMany(host, results);
  const result = only && valueOf(only);
  if (result) await sayOne(host, only.item, result);
}

/** One object that cannot be reconciled is refused before anything is asked; among several it is just counted. */
function refuseSingle(host: SessionHost, keys: readonly ObjectKey[]): void {
  const [key] = keys;
  const object = key && keys.length === 1 ? findObject(host.snapshot, key) : undefined;
  const refused = object && refuseReconcile(object);
  if (refused && key) throw refusal(refused.code, texts.refusals[refused.code](objectName(key)));
}

function reconcileAll(
  session: Session,
  client: Client,
  keys: readonly ObjectKey[],
  { withSource, report }: { withSource: boolean; report: (message: string) => void },
  signal: AbortSignal,
): Promise<ReconcileAttempt[]> {
  const { reconcileObject } = lazy('cluster');
  let done = 0;
  const reconcileOne = async (key: ObjectKey): Promise<ReconcileResult> => {
    const onProgress = keys.length === 1 ? describe(key, report) : undefined;
    try {
      return await reconcileObject(session, key, { client, withSource, ...(onProgress && { onProgress }) }, signal);
    } finally {
      done += 1;
      if (keys.length > 1) report(`${done} / ${keys.length}`);
    }
  };
  return attemptEach(keys, concurrentRequests, reconcileOne, signal);
}

type OnProgress = NonNullable<Parameters<ReturnType<typeof lazy<'cluster'>>['reconcileObject']>[2]['onProgress']>;

function describe(asked: ObjectKey, report: (message: string) => void): OnProgress {
  return ({ key, health, stale }) => {
    if (stale) return report(texts.connectionLost());
    const where = key === asked ? [] : [texts.reconcilingSource(objectName(key))];
    const what = 'message' in health && health.message !== '' ? [plainText(health.message)] : [];
    report([...where, ...what].join(': '));
  };
}

async function sayOne(host: SessionHost, asked: ObjectKey, { key, outcome }: ReconcileResult): Promise<void> {
  const name = objectName(asked);
  switch (outcome.state) {
    case 'succeeded': {
      const { revision } = outcome;
      const text = revision ? texts.reconciled(name, plainText(shortRevision(revision))) : texts.reconciledPlain(name);
      void vscode.window.showInformationMessage(text);
      return;
    }
    case 'failed': {
      const cause = plainText(outcome.message, 300);
      return offerDetails(
        host,
        key,
        texts.reconcileFailed(name, key === asked ? cause : `${objectName(key)}: ${cause}`),
      );
    }
    case 'waiting':
      return offerDetails(host, key, texts.reconcileWaits(name, plainText(outcome.message, 300)), 'showWarningMessage');
    case 'superseded':
      return void vscode.window.showInformationMessage(texts.reconcileSuperseded(name));
    case 'suspended':
      return void vscode.window.showWarningMessage(texts.reconcileSuspended(name));
    case 'deleted':
      return void vscode.window.showWarningMessage(texts.reconcileDeleted(name));
    case 'refused':
      throw refusal(outcome.refusal.code, texts.refusals[outcome.refusal.code](objectName(key)));
  }
}

async function sayMany(host: SessionHost, results: readonly ReconcileAttempt[]): Promise<void> {
  const bad = results.filter((attempt) => 'failure' in attempt || attempt.value.outcome.state !== 'succeeded');
  const done = results.length - bad.length;
  const [first] = bad;
  if (!first) return void vscode.window.showInformationMessage(texts.reconciledAll(done));
  const key = 'value' in first ? first.value.key : first.item;
  await offerDetails(host, key, texts.reconciledSome(done, bad.length, causeText(key, causeOf(first))));
}

/** Why an object of several was not reconciled. */
function causeOf(attempt: ReconcileAttempt): string {
  if ('failure' in attempt) return messageOfFailure(attempt.failure);
  const { key, outcome } = attempt.value;
  if ('message' in outcome) return outcome.message;
  const name = objectName(key);
  switch (outcome.state) {
    case 'refused':
      return texts.refusals[outcome.refusal.code](name);
    case 'suspended':
      return texts.reconcileSuspended(name);
    case 'deleted':
      return texts.reconcileDeleted(name);
    case 'superseded':
      return texts.reconcileSuperseded(name);
    case 'succeeded':
      return '';
  }
}

import * as vscode from 'vscode';
import { createLimiter } from '../../base/limiter.ts';
import type { Session } from '../../cluster/session/session.ts';
import type { ReconcileResult } from '../../cluster/session/reconcile.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { refuseReconcile } from '../../flux/reconcile.ts';
import { shortRevision } from '../../flux/revision.ts';
import { findObject } from '../../flux/snapshot.ts';
import { plainText } from '../../tree/plainText.ts';
import { lazy } from '../lazy.ts';
import { openObject } from '../objectDocument.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';
import { guardWrite, nameAll, refusal } from './guard.ts';

/** Several requests at a time: a controller works on a few objects at once, and each wait costs nothing. */
const concurrent = 8;

/** Reconciles objects, waits for each, and says what became of them. */
export async function reconcile(host: SessionHost, keys: readonly ObjectKey[], withSource: boolean): Promise<void> {
  const session = host.open();
  refuseSingle(host, keys);
  if (!(await guardWrite(host, 'reconcile', keys))) return;
  const results = await withLateProgress(texts.reconciling(nameAll(keys)), (signal, report) =>
    reconcileAll(session, keys, { withSource, report }, signal),
  );
  const [only] = results;
  if (results.length === 1 && only) await sayOne(host, keys[0] ?? only.key, only);
  else await sayMany(host, results);
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
  keys: readonly ObjectKey[],
  { withSource, report }: { withSource: boolean; report: (message: string) => void },
  signal: AbortSignal,
): Promise<ReconcileResult[]> {
  const { reconcileObject } = lazy('cluster');
  const limit = createLimiter(concurrent);
  let done = 0;
  return Promise.all(
    keys.map((key) =>
      limit(async () => {
        const result = await reconcileObject(session, key, { withSource, onProgress: describe(key, report) }, signal);
        done += 1;
        if (keys.length > 1) report(`${done} / ${keys.length}`);
        return result;
      }, signal),
    ),
  );
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

async function offerDetails(
  host: SessionHost,
  key: ObjectKey,
  message: string,
  show: 'showErrorMessage' | 'showWarningMessage' = 'showErrorMessage',
): Promise<void> {
  const details = texts.actions.showDetails();
  const answer = await vscode.window[show](message, details);
  if (answer === details) await openObject(host, key);
}

async function sayMany(host: SessionHost, results: readonly ReconcileResult[]): Promise<void> {
  const bad = results.filter(({ outcome }) => outcome.state !== 'succeeded');
  const text = texts.reconciledMany(results.length - bad.length, bad.length);
  const [first] = bad;
  if (!first) return void vscode.window.showInformationMessage(text);
  await offerDetails(host, first.key, text);
}

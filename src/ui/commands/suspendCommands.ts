import * as vscode from 'vscode';
import { attemptEach } from '../../base/attempt.ts';
import type { Client } from '../../cluster/session/client.ts';
import type { FluxObject, ObjectKey } from '../../flux/object.ts';
import { findObject } from '../../flux/snapshot.ts';
import { refuseResume, refuseSuspend, resumePatch, suspendPatch, type SuspendRefusal } from '../../flux/suspend.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';
import { causeText, concurrentRequests, messageOfFailure, offerDetails, valueOf } from './attempts.ts';
import { guardWrite, nameAll, refusal, type Verb } from './guard.ts';

/** Suspends objects after asking why; the reason, the time and the person are kept on each object. */
export async function suspend(host: SessionHost, keys: readonly ObjectKey[]): Promise<void> {
  const objects = suitable(host, keys, refuseSuspend);
  const client = await guardObjects(host, 'suspend', objects);
  if (!client) return;
  const reason = await vscode.window.showInputBox({
    prompt: texts.suspendReason(nameAll(objects.map(({ key }) => key))),
    placeHolder: texts.suspendPlaceholder(),
  });
  if (reason === undefined) return;
  const user = await withLateProgress(texts.checkingRights(), (signal) => client.userName(signal));
  const note = { reason: reason.trim(), time: new Date().toISOString(), ...(user !== undefined && { user }) };
  await write(host, 'suspend', objects, (object, signal) =>
    client.patch(object.key, suspendPatch(object, note), signal),
  );
}

/** Resumes objects and removes what was noted when they were suspended. */
export async function resume(host: SessionHost, keys: readonly ObjectKey[]): Promise<void> {
  const objects = suitable(host, keys, refuseResume);
  const client = await guardObjects(host, 'resume', objects);
  if (!client) return;
  await write(host, 'resume', objects, (object, signal) => client.patch(object.key, resumePatch(object), signal));
}

/** The objects that the change is for; those that are in that state already are passed over unless all are. */
function suitable(
  host: SessionHost,
  keys: readonly ObjectKey[],
  refuse: (object: FluxObject) => SuspendRefusal | undefined,
): FluxObject[] {
  const objects = keys.flatMap((key) => findObject(host.snapshot, key) ?? []);
  const suited = objects.filter((object) => !refuse(object));
  const [first] = objects;
  const refused = first && suited.length === 0 ? refuse(first) : undefined;
  if (first && refused) throw refusal(refused.code, refusalText(refused, first.key));
  return suited;
}

function refusalText({ code }: SuspendRefusal, key: ObjectKey): string {
  switch (code) {
    case 'alreadySuspended':
    case 'notSuspended':
      return texts.refusals[code](objectName(key));
    case 'unsupported':
      return texts.refusals.notSuspendable(objectName(key));
  }
}

type SuspendVerb = Extract<Verb, 'suspend' | 'resume'>;

async function guardObjects(
  host: SessionHost,
  verb: SuspendVerb,
  objects: readonly FluxObject[],
): Promise<Client | undefined> {
  const keys = objects.map(({ key }) => key);
  return keys.length === 0 ? undefined : guardWrite(host, verb, keys);
}

/** Changes objects and says what became of them. */
async function write(
  host: SessionHost,
  verb: SuspendVerb,
  objects: readonly FluxObject[],
  change: (object: FluxObject, signal: AbortSignal) => Promise<FluxObject>,
): Promise<void> {
  const name = nameAll(objects.map(({ key }) => key));
  const attempts = await withLateProgress(`${texts.verbs[verb]()} ${name}`, (signal) =>
    attemptEach(objects, concurrentRequests, (object) => change(object, signal), signal),
  );
  const [only] = attempts;
  if (attempts.length === 1 && only && !valueOf(only)) return;
  const failed = attempts.flatMap((attempt) => ('failure' in attempt ? [attempt] : []));
  const [first] = failed;
  const say = texts.changed[verb];
  if (!first) return void vscode.window.showInformationMessage(say.all(name));
  const { item, failure } = first;
  const cause = causeText(item.key, messageOfFailure(failure));
  await offerDetails(host, item.key, say.some(objects.length - failed.length, failed.length, cause));
}

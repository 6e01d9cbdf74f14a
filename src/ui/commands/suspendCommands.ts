import * as vscode from 'vscode';
import { createLimiter } from '../../base/limiter.ts';
import type { FluxObject, JsonObject, ObjectKey } from '../../flux/object.ts';
import { findObject } from '../../flux/snapshot.ts';
import { refuseResume, refuseSuspend, resumePatch, suspendPatch, type SuspendRefusal } from '../../flux/suspend.ts';
import { objectName } from '../objectName.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';
import { guardWrite, nameAll, refusal, type Verb } from './guard.ts';

const concurrent = 8;

/** Suspends objects after asking why; the reason, the time and the person are kept on each object. */
export async function suspend(host: SessionHost, keys: readonly ObjectKey[]): Promise<void> {
  const objects = suitable(host, keys, refuseSuspend);
  const reason = await vscode.window.showInputBox({
    prompt: texts.suspendReason(nameAll(objects.map(({ key }) => key))),
    placeHolder: texts.suspendPlaceholder(),
  });
  if (reason === undefined) return;
  const user = await host.session?.client?.userName(new AbortController().signal);
  const note = { reason: reason.trim(), time: new Date().toISOString(), ...(user !== undefined && { user }) };
  await write(host, 'suspend', objects, (object) => suspendPatch(object, note));
}

/** Resumes objects and removes what was noted when they were suspended. */
export async function resume(host: SessionHost, keys: readonly ObjectKey[]): Promise<void> {
  await write(host, 'resume', suitable(host, keys, refuseResume), resumePatch);
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

async function write(
  host: SessionHost,
  verb: Extract<Verb, 'suspend' | 'resume'>,
  objects: readonly FluxObject[],
  patch: (object: FluxObject) => JsonObject,
): Promise<void> {
  const keys = objects.map(({ key }) => key);
  if (keys.length === 0) return;
  const limit = createLimiter(concurrent);
  const client = await guardWrite(host, verb, keys);
  if (!client) return;
  await withLateProgress(`${texts.verbs[verb]()} ${nameAll(keys)}`, (signal) =>
    Promise.all(objects.map((object) => limit(() => client.patch(object.key, patch(object), signal), signal))),
  );
  const say = verb === 'suspend' ? texts.suspended : texts.resumed;
  void vscode.window.showInformationMessage(say(nameAll(keys)));
}

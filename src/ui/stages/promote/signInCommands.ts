import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import { pickText } from '../../commands/choices.ts';
import { refusal } from '../../commands/guard.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { hostOf, type HostTokens, type Site } from './hostTokens.ts';
import { forgesOptions, siteOf } from './askAndPublish.ts';
import type { Promoting } from './promoting.ts';

/** Signs in to a Git host: that of the open repository is offered. */
export async function signInToHost({ engine, tokens }: Pick<Promoting, 'engine' | 'tokens'>): Promise<void> {
  if (!vscode.workspace.isTrusted) throw refusal('restricted', texts.promote.restricted());
  const found = await withLateProgress(texts.promote.findingForge(), async (signal) => {
    const [root] = await engine().repositories(vscode.window.activeTextEditor?.document.uri.fsPath, signal);
    const remote = root === undefined ? undefined : await lazy('promote').remoteOf(root, undefined, signal);
    if (root === undefined || remote === undefined) return undefined;
    return siteAt(remote.url, root, signal);
  });
  const typed = await vscode.window.showInputBox({
    title: texts.promote.whichHost(),
    value: found?.origin ?? '',
    placeHolder: texts.promote.hostPlaceholder(),
    ignoreFocusOut: true,
    validateInput: (text) => (originIn(text) === undefined ? texts.promote.notAHost() : undefined),
  });
  const origin = typed === undefined ? undefined : originIn(typed);
  if (origin === undefined) return;
  const ask = (signal: AbortSignal): Promise<Site | undefined> => siteAt(`${origin}/owner/name.git`, '.', signal);
  const site = found?.origin === origin ? found : await withLateProgress(texts.promote.findingForge(), ask);
  const token = await tokens.signIn({ origin, kind: site?.kind }, new AbortController().signal, { anew: true });
  if (token !== undefined) void vscode.window.showInformationMessage(texts.promote.signedIn(hostOf(origin)));
}

/** Lets the person choose tokens to forget. */
export async function forgetHostTokens(tokens: HostTokens): Promise<void> {
  const items = tokens.origins.map((origin) => ({
    origin,
    label: pickText(origin),
    picked: tokens.origins.length === 1,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(texts.promote.noTokens());
    return;
  }
  const picked = await vscode.window.showQuickPick(items, { title: texts.promote.forget(), canPickMany: true });
  if (picked === undefined || picked.length === 0) return;
  for (const { origin } of picked) await tokens.forget(origin);
  const hosts = picked.map(({ origin }) => plainText(hostOf(origin))).join(', ');
  void vscode.window.showInformationMessage(texts.promote.tokensForgotten(hosts));
}

async function siteAt(address: string, root: string, signal: AbortSignal): Promise<Site | undefined> {
  const { found } = await lazy('promote').forgeAt(address, forgesOptions(root), signal);
  return found.state === 'forge' ? siteOf(found.place) : undefined;
}

/** The origin of an address that a person typed, perhaps without its scheme. */
function originIn(text: string): string | undefined {
  const address = /^https?:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;
  if (!URL.canParse(address)) return undefined;
  const { origin, username, hostname } = new URL(address);
  return username === '' && hostname !== '' ? origin : undefined;
}

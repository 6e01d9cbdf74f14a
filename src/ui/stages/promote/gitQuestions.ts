import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { Credentials } from '../../../git/askpass/credentials.ts';
import type { Prompt } from '../../../git/askpass/prompts.ts';
import { texts } from '../../texts.ts';
import { cancelledBy, unlessAborted } from './cancellation.ts';
import type { HostTokens } from './hostTokens.ts';

/** How Git signs in: with what this person signed in with at the host, else as they are set up, else by asking them. */
export function gitCredentials(tokens: HostTokens): Credentials {
  return {
    async session({ protocol, host }, signal) {
      if (!/^https?$/.test(protocol) || !URL.canParse(`${protocol}://${host}`)) return undefined;
      const token = await tokens.known({ origin: new URL(`${protocol}://${host}`).origin }, signal);
      // GitLab wants this name, GitHub and Gitea take any.
      return token && { username: 'oauth2', password: token.value };
    },
    ask: askPerson,
  };
}

/** Puts a question of Git's to the person; undefined where they do not answer. Rejects when the signal aborts. */
async function askPerson(prompt: Prompt, signal: AbortSignal): Promise<string | undefined> {
  switch (prompt.kind) {
    case 'username':
    case 'password':
    case 'passphrase':
    case 'other':
      return type(prompt, signal);
    case 'hostKey':
      return (await agree(hostKeyText(prompt), texts.promote.connect(), signal)) ? 'yes' : undefined;
    case 'confirm': {
      const yes = await agree(plainText(prompt.text, 500), texts.promote.yes(), signal);
      return yes ? 'yes' : undefined;
    }
    case 'notice':
      void vscode.window.showInformationMessage(plainText(prompt.text, 500));
      return undefined;
  }
}

function type(prompt: Prompt, signal: AbortSignal): Promise<string | undefined> {
  const options: vscode.InputBoxOptions = {
    title: titleOf(prompt),
    prompt: promptText(prompt),
    // What no rule knows may be secret.
    password: prompt.kind !== 'username',
    ignoreFocusOut: true,
  };
  return cancelledBy(signal, async (token) => vscode.window.showInputBox(options, token));
}

function titleOf({ origin, kind }: Prompt): string {
  if (origin === undefined && (kind === 'passphrase' || kind === 'other')) return texts.promote.sshAsks();
  return texts.promote.signInTitle(hostText(origin));
}

function promptText({ kind, origin, username, key, text }: Prompt): string {
  const host = hostText(origin);
  if (kind === 'username') return texts.promote.userName(host);
  if (kind === 'passphrase') return texts.promote.passphrase(plainText(key ?? texts.promote.someKey()));
  if (kind !== 'password') return plainText(text, 500);
  return username === undefined ? texts.promote.password(host) : texts.promote.passwordOf(plainText(username), host);
}

function hostKeyText({ origin, fingerprint }: Prompt): string {
  return texts.promote.hostKey(hostText(origin), plainText(fingerprint ?? texts.promote.noFingerprint()));
}

function hostText(origin: Prompt['origin']): string {
  return plainText(origin?.host ?? texts.promote.someHost());
}

async function agree(message: string, yes: string, signal: AbortSignal): Promise<boolean> {
  const answer = vscode.window.showWarningMessage(message, { modal: true }, yes);
  return (await unlessAborted(signal, answer)) === yes;
}

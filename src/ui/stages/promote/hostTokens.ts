import * as vscode from 'vscode';
import { messageOf } from '../../../base/failure.ts';
import type { Logger } from '../../../base/logger.ts';
import { plainText } from '../../../base/plainText.ts';
import type { ForgeKind } from '../../../forges/terms/forge.ts';
import type { Token } from '../../../forges/terms/token.ts';
import { texts } from '../../texts.ts';
import { cancelledBy } from './cancellation.ts';

/** A host that wants a token. */
export interface Site {
  /** `https://git.example.org`: scheme, host and port of its pages. */
  readonly origin: string;
  /** Where it is known. */
  readonly kind?: ForgeKind | undefined;
}

/**
 * What a person signed in to Git hosts with. A token is for one origin and is given for no other; those that were typed are
 * in the secret storage.
 */
export interface HostTokens {
  /** What is there already: nobody is asked. */
  known(site: Site, signal: AbortSignal): Promise<Token | undefined>;
  /**
   * What is there, else what the person signs in with now; undefined if they do not want to. `anew`: another token than the
   * one that was typed, which is kept until then.
   */
  signIn(site: Site, signal: AbortSignal, options?: { readonly anew?: boolean }): Promise<Token | undefined>;
  /** Forgets the token that was typed for an origin; whether there was one. */
  forget(origin: string): Promise<boolean>;
  /** The origins that tokens were typed for. */
  readonly origins: readonly string[];
}

/** Names of hosts only; the secret storage cannot be listed. */
const originsKey = 'sluice.tokenOrigins';

/** Makes the tokens of this installation of VS Code. */
export function createHostTokens(
  { secrets, globalState }: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
  logger: Logger,
): HostTokens {
  const origins = (): readonly string[] => globalState.get<readonly string[]>(originsKey) ?? [];

  const typed = async (origin: string): Promise<Token | undefined> => {
    const value = await secrets.get(secretKey(origin));
    return value === undefined ? undefined : { value, source: texts.promote.sources.entered(hostOf(origin)) };
  };
  const ofAccount = async (site: Site, ask: boolean): Promise<Token | undefined> => {
    const provider = providerFor(site);
    if (provider === undefined) return undefined;
    try {
      const session = await vscode.authentication.getSession(
        provider.id,
        provider.scopes,
        ask ? { createIfNone: true } : { silent: true },
      );
      if (session === undefined || !provider.isFor(session)) return undefined;
      return { value: session.accessToken, source: texts.promote.sources.account(plainText(session.account.label)) };
    } catch (error) {
      // No such accounts here, or the person said no: a token can still be typed.
      logger.info(`Signing in to ${hostOf(site.origin)} by ${provider.id}: ${messageOf(error)}`);
      return undefined;
    }
  };
  const known: HostTokens['known'] = async (site, signal) => {
    const token = (await typed(site.origin)) ?? (await ofAccount(site, false));
    signal.throwIfAborted();
    return token;
  };

  return {
    known,
    async signIn(site, signal, { anew = false } = {}) {
      const token = (anew ? undefined : await known(site, signal)) ?? (await ofAccount(site, true));
      signal.throwIfAborted();
      if (token !== undefined) return token;
      const value = await askForToken(site, signal);
      if (value === undefined) return undefined;
      await secrets.store(secretKey(site.origin), value);
      await globalState.update(originsKey, [...new Set([...origins(), site.origin])]);
      return typed(site.origin);
    },
    async forget(origin) {
      const had = (await secrets.get(secretKey(origin))) !== undefined;
      await secrets.delete(secretKey(origin));
      await globalState.update(
        originsKey,
        origins().filter((one) => one !== origin),
      );
      return had;
    },
    get origins() {
      return origins();
    },
  };
}

/** `git.example.org`, `localhost:3000`. */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}

interface Provider {
  readonly id: string;
  readonly scopes: readonly string[];
  /** Whether an account's token belongs to the site. */
  readonly isFor: (session: vscode.AuthenticationSession) => boolean;
}

/** Which accounts of VS Code a host has. */
function providerFor({ origin, kind }: Site): Provider | undefined {
  if (origin === 'https://github.com') return { id: 'github', scopes: ['repo'], isFor: () => true };
  if (origin === enterpriseOrigin()) return { id: 'github-enterprise', scopes: ['repo'], isFor: () => true };
  const isGitLab = kind === 'gitlab' || origin === 'https://gitlab.com';
  // Without the extension VS Code would wait some seconds for it and then fail.
  if (!isGitLab || vscode.extensions.getExtension('GitLab.gitlab-workflow') === undefined) return undefined;
  // It has accounts of several hosts, which their names tell.
  const isFor = ({ account: { id, label } }: vscode.AuthenticationSession): boolean =>
    (`${id} ${label}`.match(/https?:\/\/[^\s|)]+/g) ?? []).some(
      (address) => URL.canParse(address) && new URL(address).origin === origin,
    );
  return { id: 'gitlab', scopes: ['api', 'read_user'], isFor };
}

/** The one host of GitHub Enterprise that the person configured; what a workspace says of it does not count. */
function enterpriseOrigin(): string | undefined {
  const settings = vscode.workspace.getConfiguration('github-enterprise');
  const uri = settings.inspect<string>('uri')?.globalValue;
  if (uri === undefined || settings.get('uri') !== uri || !URL.canParse(uri)) return undefined;
  return new URL(uri).origin;
}

async function askForToken({ origin, kind }: Site, signal: AbortSignal): Promise<string | undefined> {
  const value = await cancelledBy(signal, (token) =>
    vscode.window.showInputBox(
      {
        title: texts.promote.signInTitle(hostOf(origin)),
        prompt: `${scopesSentence(origin, kind)} ${texts.promote.tokenKept(hostOf(origin))}`,
        password: true,
        ignoreFocusOut: true,
        validateInput: (text) => (/^\S+$/.test(text.trim()) ? undefined : texts.promote.tokenEmpty()),
      },
      token,
    ),
  );
  return value?.trim();
}

function scopesSentence(origin: string, kind: ForgeKind | undefined): string {
  switch (kind) {
    case 'github':
      return texts.promote.tokenFor.github(`${origin}/settings/tokens`);
    case 'gitlab':
      return texts.promote.tokenFor.gitlab(`${origin}/-/user_settings/personal_access_tokens`);
    case 'gitea':
      return texts.promote.tokenFor.gitea(`${origin}/user/settings/applications`);
    case undefined:
      return texts.promote.tokenFor.other();
  }
}

function secretKey(origin: string): string {
  return `sluice.token ${origin}`;
}

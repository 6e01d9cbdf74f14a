/** Another machine as git names it in a question: `https` and `git.example.org:8443`. */
export interface Origin {
  /** In lower case, without the colon. */
  readonly protocol: string;
  /** In lower case, with the port where one is named. */
  readonly host: string;
}

/** What git, or a program that it started, wants to know. */
export interface Prompt {
  readonly kind:
    | 'username'
    | 'password'
    /** Of a key. */
    | 'passphrase'
    /** Whether a host that is not known yet is the right one; the answer is `yes` or the fingerprint. */
    | 'hostKey'
    /** Yes or no. */
    | 'confirm'
    /** Something is to be done elsewhere, such as touching a key; no answer is expected. */
    | 'notice'
    /** What no rule here knows; it may be secret. */
    | 'other';
  /** Whom the answer is for; absent where the question does not say. */
  readonly origin?: Origin;
  /** Who signs in, where the question says so. */
  readonly username?: string;
  /** The key that a passphrase opens: a path, or its name. */
  readonly key?: string;
  /** `SHA256:...` of a host's key. */
  readonly fingerprint?: string;
  /** The question as it was asked. */
  readonly text: string;
}

/** What is read of a question, UTF-16 units. */
const longest = 4000;

/**
 * Reads a question of git's (prompt.c, credential.c), of OpenSSH's programs (readpass.c, sshconnect.c) or of another program
 * that asks through SSH_ASKPASS. `hint` is what SSH_ASKPASS_PROMPT says: `confirm` or `none`.
 */
export function parsePrompt(asked: string, hint = ''): Prompt {
  const text = asked.slice(0, longest);
  if (hint === 'none') return { kind: 'notice', text };
  return credentialPrompt(text) ?? hostKeyPrompt(text) ?? keyPrompt(text) ?? signInPrompt(text) ?? plain(text, hint);
}

function plain(text: string, hint: string): Prompt {
  return { kind: hint === 'confirm' ? 'confirm' : 'other', text };
}

/** `Username for 'https://host': `, `Password for 'https://user@host': `. */
function credentialPrompt(text: string): Prompt | undefined {
  const [, what, address = ''] = /^(Username|Password) for '([^']*)': *$/.exec(text) ?? [];
  if (what === undefined) return undefined;
  const kind = what === 'Username' ? 'username' : 'password';
  const [, protocol = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(address) ?? [];
  const at = rest.lastIndexOf('@');
  // A user's name may hold a slash and a path an @: then it cannot be told which part is the host.
  if (rest.slice(0, Math.max(at, 0)).includes('/')) return { kind, text };
  const host = (rest.slice(at + 1).split('/', 1)[0] ?? '').toLowerCase();
  if (host === '') return { kind, text };
  const origin = { protocol: protocol.toLowerCase(), host };
  return at < 0 ? { kind, origin, text } : { kind, origin, username: decoded(rest.slice(0, at)), text };
}

/** `The authenticity of host 'git.example.org (192.0.2.1)' can't be established. ... fingerprint is SHA256:... ...? `. */
function hostKeyPrompt(text: string): Prompt | undefined {
  const fingerprint = /\b(?:SHA256:[A-Za-z0-9+/=]{20,}|MD5:[0-9a-f:]{20,})/.exec(text)?.[0];
  const host = /authenticity of host '\[?([^' \]]+)\]?/.exec(text)?.[1];
  if (host === undefined && !/\(yes\/no|type 'yes'/.test(text)) return undefined;
  return {
    kind: 'hostKey',
    ...(host !== undefined && { origin: { protocol: 'ssh', host: host.toLowerCase() } }),
    ...(fingerprint !== undefined && { fingerprint }),
    text,
  };
}

/** `Enter passphrase for key '/home/ann/.ssh/id_ed25519': `, `Enter passphrase for "key": `, `Enter PIN for ...: `. */
function keyPrompt(text: string): Prompt | undefined {
  if (!/^Enter (?:passphrase|PIN)\b/i.test(text)) return undefined;
  const key = /['"]([^'"]+)['"]/.exec(text)?.[1] ?? /\bfor (?:key )?([^\s:]+)/.exec(text)?.[1];
  return { kind: 'passphrase', ...(key !== undefined && { key }), text };
}

/** `ann@git.example.org's password: `, `(ann@git.example.org) Password: `. */
function signInPrompt(text: string): Prompt | undefined {
  const who = /^([^\s@]+)@([^\s']+)'s password: *$/.exec(text) ?? /^\(([^\s@]+)@([^\s)]+)\) Password: *$/i.exec(text);
  const [, username, host] = who ?? [];
  if (username === undefined || host === undefined) return undefined;
  return { kind: 'password', origin: { protocol: 'ssh', host: host.toLowerCase() }, username, text };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

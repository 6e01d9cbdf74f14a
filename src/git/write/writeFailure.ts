import { FailureError, type Failure } from '../../base/failure.ts';
import { plainText } from '../../base/plainText.ts';
import { redactUrl } from '../../base/redactUrl.ts';
import { failureFrom, type GitFailure } from '../runGit.ts';

/** Why nothing was written. The message is a sentence with git's own words where it has any. */
export type WriteFailure =
  | GitFailure
  | Failure<
      /** The remote, or the branch in it, is not there, or not to be seen by this person. */
      | 'remoteMissing'
      | 'branchMissing'
      /** The other machine was not reached, or went away. */
      | 'unreachable'
      /** Nobody signed in, or the remote did not take what it got. */
      | 'authentication'
      /** A question was cancelled by the person who was asked. */
      | 'signInCancelled'
      /** The other machine is not the one that is known under its name. */
      | 'hostKey'
      /** Its certificate is not trusted. */
      | 'certificate'
      /** The remote, or a hook, does not take the commit: a protected branch, a rule. */
      | 'refused'
      /** Others were faster each time. */
      | 'busy'
      /** The branch of the pull request holds commits that nobody here made. */
      | 'foreignCommits'
      /** Git does not know who commits. */
      | 'identity'
      | 'signing'
      /** A path cannot be written: outside, a link, in a submodule, kept by a filter. */
      | 'path'
      /** The answer took too long. */
      | 'timeout'
    >;

/** An error that carries a {@link WriteFailure}. */
export function writeError(code: WriteFailure['code'], message: string): FailureError {
  return new FailureError({ code, message } satisfies WriteFailure);
}

/** What was being done, for the sentence. */
export interface Doing {
  /** `Fetching main from origin`. */
  readonly what: string;
}

const longest = 600;

/** What git printed on its own account and what the remote said, each as one line without credentials. */
export function wordsOf(printed: string): { readonly git: string; readonly remote: string } {
  const lines = printed.split(/[\n\r]/).map((line) => line.trim());
  const remote = lines.flatMap((line) => (line.startsWith('remote:') ? [line.slice(7).trim()] : []));
  const own = lines.filter((line) => line !== '' && !line.startsWith('remote:') && !noise.test(line));
  return { git: shown(own.map((line) => line.replace(/^(?:fatal|error): /, ''))), remote: shown(remote) };
}

/** Lines that say nothing about a cause. */
const noise = /^(?:hint:|To |From |Enumerating |Counting |Compressing |Writing |Delta |Total |warning: |\*|!|= )/;

function shown(lines: readonly string[]): string {
  const meant = lines.filter((line) => /[^\s=*#-]/.test(line));
  const line = meant.map((one) => one.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi, redactUrl)).join(' ');
  return plainText(line, longest);
}

/** How git and the programs that it starts say what went wrong (git 2.20 to 2.52, OpenSSH, curl), the first that fits. */
const signs: readonly (readonly [RegExp, Exclude<WriteFailure['code'], GitFailure['code']>, string])[] = [
  [
    /host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    'hostKey',
    'See that the host is the right one, then connect once with ssh to accept its key.',
  ],
  [
    /SSL certificate|certificate verif|server certificate|unable to get local issuer|schannel:.*cert/i,
    'certificate',
    'Set http.sslCAInfo in the git configuration to the certificate of the authority that signed it.',
  ],
  [
    /Permission denied \(|Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|The requested URL returned error: (?:401|403)|invalid credentials|HTTP Basic: Access denied|unable to read askpass/i,
    'authentication',
    'Sign in again, or see that git itself can push to this remote.',
  ],
  [/couldn't find remote ref|no such remote ref/i, 'branchMissing', 'Create the branch, or choose another.'],
  [
    /repository '.*' not found|repository not found|does not appear to be a git repository|The requested URL returned error: 404|No such remote|project you were looking for could not be found|no such device or address/i,
    'remoteMissing',
    'See that the address is right and that this person may read it.',
  ],
  [
    /could not resolve host|connection refused|connection timed out|connection reset|operation timed out|network is unreachable|no route to host|failed to connect|unable to access|could not read from remote|remote end hung up|early EOF|RPC failed|unexpected disconnect|The requested URL returned error: 5\d\d|SSL_ERROR|kex_exchange_identification|broken pipe|operation too slow/i,
    'unreachable',
    'See that the host can be reached, then try again.',
  ],
  [
    /tell me who you are|unable to auto-detect email|no (?:name|email) was given|empty ident name|user\.useConfigOnly/i,
    'identity',
    'Set user.name and user.email in the git configuration.',
  ],
  [
    /failed to sign|gpg failed|gpg: |signing failed|failed to write commit object|user\.signingkey|Couldn't load public key|No private key found/i,
    'signing',
    'See that signing works: git commit -S --allow-empty in any repository.',
  ],
];

/** The failure of a git that wrote or reached for another machine, told by what it printed. */
export function writeFailureFrom({ what }: Doing, printed: string, exitCode: number): WriteFailure {
  const words = wordsOf(printed);
  const said = [words.remote, words.git].filter((part) => part !== '').join(' - ');
  const sign = signs.find(([pattern]) => pattern.test(printed));
  if (sign !== undefined) return { code: sign[1], message: `${what} failed: ${stopped(said)} ${sign[2]}` };
  const failure = failureFrom(printed, exitCode);
  if (said === '') return { ...failure, message: `${what} failed: git ended with ${exitCode} and said nothing.` };
  return { ...failure, message: `${what} failed: ${said}` };
}

/** A text that ends as a sentence does. */
export function stopped(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

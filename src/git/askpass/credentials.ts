import type { Origin, Prompt } from './prompts.ts';

/** Who signs in with what; the password may be a token. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Where answers to git's questions come from. What they give is handed to git alone and kept in no file, log or argument. */
export interface Credentials {
  /** What this person has signed in with for this host, and only for it; undefined for nothing. */
  readonly session?: (origin: Origin, signal: AbortSignal) => Promise<Login | undefined>;
  /** Asks the person; undefined where they do not want to answer. The signal aborts when nobody waits any more. */
  readonly ask?: (prompt: Prompt, signal: AbortSignal) => Promise<string | undefined>;
}

/** The answers to git's questions during one piece of work, which may run git several times. */
export interface Answers {
  /** Answers a question; undefined for no answer. */
  answer(prompt: Prompt, signal: AbortSignal): Promise<string | undefined>;
  /** Says that git runs once more, as whom: with the session of this host, or as the person is set up. */
  begin(session?: { readonly origin: Origin; readonly login: Login }): void;
  /** Says how that run ended: what was answered holds for the next one, or is forgotten. */
  end(worked: boolean): void;
  /** Whether a question of this run was left unanswered by the person who was asked. */
  cancelled(): boolean;
}

/**
 * Makes answers from credentials. What a person typed is remembered while the work goes on, once git got through with it;
 * what git asks for again within one run was wrong, so the person is asked again.
 */
export function createAnswers({ ask }: Credentials): Answers {
  const known = new Map<string, string>();
  let given = new Map<string, string>();
  let session: { readonly origin: Origin; readonly login: Login } | undefined;
  // Git asks once. Whoever asks again is a hook of the repository, which inherits the way to ask.
  let handed = new Set<string>();
  let cancelled = false;

  return {
    async answer(prompt, signal) {
      const key = `${prompt.kind} ${prompt.text}`;
      if (session !== undefined && isCredential(prompt)) {
        if (handed.has(key)) return undefined;
        handed.add(key);
        return fromSession(prompt, session);
      }
      const remembered = given.has(key) ? undefined : known.get(key);
      const answer = remembered ?? (await ask?.(prompt, signal));
      if (answer === undefined) cancelled ||= ask !== undefined && prompt.kind !== 'notice';
      else given.set(key, answer);
      return answer;
    },
    begin(next) {
      session = next;
      given = new Map();
      handed = new Set();
      cancelled = false;
    },
    end(worked) {
      for (const [key, answer] of given) {
        if (worked) known.set(key, answer);
        else known.delete(key);
      }
    },
    cancelled: () => cancelled,
  };
}

function isCredential({ kind, origin }: Prompt): boolean {
  return (kind === 'username' || kind === 'password') && (origin === undefined || /^https?$/.test(origin.protocol));
}

/** Another host that git was led to gets nothing. */
function fromSession(
  { kind, origin }: Prompt,
  { origin: whose, login }: { readonly origin: Origin; readonly login: Login },
): string | undefined {
  if (origin?.host !== whose.host || origin.protocol !== whose.protocol) return undefined;
  return kind === 'username' ? login.username : login.password;
}

/** Whom a token is for: scheme, host and port of a forge's pages. */
export interface TokenSite {
  /** `https://git.example.org`, `http://localhost:3000`: an origin as the URL standard writes it. */
  readonly origin: string;
}

/** A token, and by which name a person knows it. */
export interface Token {
  readonly value: string;
  /** `GITLAB_TOKEN`, `your sign-in to GitHub`: for messages. */
  readonly source: string;
}

/** There is no token for a site. */
export interface NoToken {
  /** What to do about it: a sentence. */
  readonly advice: string;
}

/** Finds the token that a person gave for exactly this site. */
export type TokenSource = (site: TokenSite, signal: AbortSignal) => Promise<Token | NoToken>;

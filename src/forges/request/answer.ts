/** An answer with whatever status. */
export interface Answer {
  readonly status: number;
  /** Names in lower case; of several of one name the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined where there is none, or what came is none. */
  readonly body: unknown;
  readonly isJson: boolean;
}

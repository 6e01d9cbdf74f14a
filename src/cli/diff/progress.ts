/** Says on standard error what is being done, for a person who waits: on one line that is overwritten. */
export interface Progress {
  /** What is done now. */
  say(text: string): void;
  /** Something that the person has to read, such as where to sign in; it stays. */
  notice(line: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Makes it; only notices are said where nobody looks at a terminal. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  const wipe = (): void => void (stream.isTTY && stream.write('\r\u001b[K'));
  return {
    say(text) {
      if (stream.isTTY) stream.write(`\r\u001b[K${text.slice(0, stream.columns - 4)}...`);
    },
    notice(line) {
      wipe();
      stream.write(`${line}\n`);
    },
    end: wipe,
  };
}

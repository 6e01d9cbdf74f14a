/** A step of a long preparation, for a person to see. */
export interface Progress {
  /** What is being prepared: `control plane`, `forge`, `flux CLI`, `fleet`. */
  readonly part: string;
  /** What happens now: `downloading k8s.io/api v0.36.4`. */
  readonly step: string;
  /** Milliseconds since the part began. */
  readonly elapsed: number;
}

export type OnProgress = (progress: Progress) => void;

/** One line for a person: `  83 s  control plane: compiling k8s.io/apiserver/pkg/server (812 packages)`. */
function formatProgress({ part, step, elapsed }: Progress): string {
  return `${String(Math.round(elapsed / 1000)).padStart(4)} s  ${part}: ${step}`;
}

/** Reports the steps of one part; the clock starts now. */
export function reporter(part: string, onProgress: OnProgress | undefined): (step: string) => void {
  const begun = performance.now();
  return (step) => onProgress?.({ part, step, elapsed: performance.now() - begun });
}

/**
 * Prints progress: on a terminal in one line that is overwritten, otherwise one line for a step that differs in kind
 * (its first word) and at most one in `quiet` milliseconds within the same kind.
 */
export function printProgress(stream: NodeJS.WriteStream, quiet = 10_000): OnProgress {
  let kind = '';
  let printed = -Infinity;
  return (progress) => {
    const line = formatProgress(progress);
    if (stream.isTTY) {
      stream.write(`\r\u001B[K${line.slice(0, stream.columns - 1)}`);
      return;
    }
    const nextKind = `${progress.part} ${progress.step.split(' ', 1)[0] ?? ''}`;
    const now = performance.now();
    if (nextKind === kind && now - printed < quiet) return;
    kind = nextKind;
    printed = now;
    stream.write(`${line}\n`);
  };
}

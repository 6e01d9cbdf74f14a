/**
 * What went wrong, as a value: a code for programs and the facts for a sentence. Texts are made at the edge
 * (ui/, cli/). Failures cross bundles, so they are told apart by `code`, never by `instanceof`.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  /** The cause in the words of whoever reported it: one line, no secrets. */
  readonly message: string;
}

/** An Error that carries a {@link Failure}, for the places where only throwing will do. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure that `error` carries, if any; works across bundles. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('failure' in error)) return undefined;
  const { failure } = error;
  return typeof failure === 'object' && failure !== null && 'code' in failure && 'message' in failure
    ? (failure as Failure)
    : undefined;
}

/** Whether `error` says that an AbortSignal ended the work (a time-out by AbortSignal.timeout is not meant). */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'ABORT_ERR'));
}

/**
 * One line that says what `error` is: the sentence of the outermost {@link Failure}; for wrapped network errors without one
 * the innermost cause, which says most.
 */
export function messageOf(error: unknown): string {
  let innermost: unknown = error;
  for (let depth = 0; depth < 8; depth += 1) {
    if (failureOf(innermost) !== undefined) break;
    if (innermost instanceof AggregateError && innermost.errors.length > 0) innermost = innermost.errors[0];
    else if (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
    else break;
  }
  const text = innermost instanceof Error ? innermost.message || innermost.name : String(innermost);
  return text.split('\n', 1)[0] ?? text;
}

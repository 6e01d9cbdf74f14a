import * as vscode from 'vscode';

/** Asks with a token that is cancelled when the signal aborts, so that the question goes away with whoever asked. */
export async function cancelledBy<T>(
  signal: AbortSignal,
  ask: (token: vscode.CancellationToken) => Thenable<T>,
): Promise<T> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    return await ask(source.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** Waits for what cannot be cancelled, such as a dialog, no longer than the signal allows. Rejects with its reason. */
export async function unlessAborted<T>(signal: AbortSignal, work: Thenable<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

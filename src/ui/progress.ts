import * as vscode from 'vscode';

/** Work that takes longer than this many milliseconds shows that it is going on. */
const patienceMs = 300;

/**
 * Runs `work` and, if it takes a while, shows a notification with Cancel. `report` replaces the notification's text.
 * Cancel aborts the signal; the promise then rejects with its reason.
 */
export async function withLateProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let message = '';
  let show = (): void => undefined;
  const result = work(controller.signal, (text) => {
    message = text;
    show();
  });
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        show = () => progress.report({ message });
        if (message !== '') show();
        return settled;
      },
    );
  }, patienceMs);
  return result.finally(() => clearTimeout(timer));
}

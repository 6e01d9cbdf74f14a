/** Something that holds a process, timer, socket or listener until it is disposed. Disposing twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** A disposable that runs `action` once. */
export function onDispose(action: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      action();
    },
  };
}

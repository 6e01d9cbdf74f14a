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

/** Disposes all of them together, in their order. One that throws keeps none of the others from it. */
export function disposeAll(...parts: readonly Disposable[]): Disposable {
  return onDispose(() => {
    const errors: unknown[] = [];
    for (const part of parts) {
      try {
        part.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be disposed of.');
  });
}

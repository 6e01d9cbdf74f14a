import { setMaxListeners } from 'node:events';

/** A signal that aborts when the process is asked to end; a second time ends it at once. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  // All that the command does at once listens to it; Node 20 would take more than ten for a leak and warn.
  setMaxListeners(0, controller.signal);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

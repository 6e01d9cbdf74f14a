import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What Node announces when a process is started or a connection is opened, by whichever extension. */
const channels = ['child_process', 'net.client.socket'];

/** What was recorded so far, and an end to it. */
export interface Recording {
  stop(): readonly string[];
}

/** Records the processes and connections that code below `folder` starts, until `stop` tells what they were. */
export function recordOutgoing(folder: string): Recording {
  const found: string[] = [];
  const listener = (_message: unknown, channel: string | symbol): void => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 100;
    const { stack = '' } = new Error();
    Error.stackTraceLimit = limit;
    if (stack.includes(folder)) found.push(`${String(channel)}${stack.slice(stack.indexOf('\n'))}`);
  };
  for (const channel of channels) subscribe(channel, listener);
  return {
    stop() {
      for (const channel of channels) unsubscribe(channel, listener);
      return found;
    },
  };
}

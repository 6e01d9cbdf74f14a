/**
 * Starts a server as an editor does, prints its process id, and waits to be killed. usage: orphan.ts
 */
import { spawn } from 'node:child_process';
import { serverFile } from './client.ts';

const server = spawn(process.execPath, [serverFile, '--stdio'], {
  stdio: ['pipe', 'ignore', 'ignore'],
  detached: true,
});
console.log(server.pid);
setInterval(() => undefined, 60_000);

import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from 'node:process';
import { onTestFinished } from 'vitest';

/** A server that serves a repository to those who sign in. */
export interface HttpRemote {
  readonly url: string;
  readonly host: string;
  /** `name:password` of each request that had any, in their order. */
  readonly seen: string[];
}

/** Serves the repositories of a folder with git's own server program, to those with one of these `name:password`. */
export async function serveOverHttp(folder: string, logins: readonly string[]): Promise<HttpRemote> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const sent = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const login = Buffer.from(sent, 'base64').toString();
    if (login !== '') seen.push(login);
    if (logins.includes(login)) serve(folder, request, response);
    else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, seen };
}

/** Runs git-http-backend as CGI; see git-http-backend(1). */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://x');
  const { 'content-type': type, 'content-encoding': encoding, 'git-protocol': protocol } = request.headers;
  const child = spawn('git', ['-c', 'http.receivepack=true', 'http-backend'], {
    env: {
      PATH: env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      REMOTE_USER: 'x',
      CONTENT_TYPE: type,
      HTTP_CONTENT_ENCODING: encoding,
      GIT_PROTOCOL: protocol as string | undefined,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const parts: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => parts.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(parts);
    const end = output.indexOf('\r\n\r\n');
    const head = output.subarray(0, end).toString().split('\r\n');
    const headers = head.map((line) => line.split(': ', 2) as [string, string]);
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.writeHead(Number.parseInt(status, 10), headers.filter(([name]) => name !== 'Status').flat());
    response.end(output.subarray(end + 4));
  });
}

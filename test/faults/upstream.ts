import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { CertificateFiles } from '../cluster/identity/certificates.ts';

/** A plain server whose answers a test writes itself. */
export interface Upstream {
  readonly url: URL;
  /** Subjects of the client certificates seen, one per request; undefined for none. */
  readonly clients: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** Starts a server on a free port; with `tls` it asks for client certificates and notes them. */
export async function startUpstream(
  handler: http.RequestListener,
  tls?: { readonly files: CertificateFiles; readonly ca: string },
  host = '127.0.0.1',
): Promise<Upstream> {
  const clients: (string | undefined)[] = [];
  const listener: http.RequestListener = (request, response) => {
    if (request.socket instanceof TLSSocket) clients.push(subjectOf(request.socket));
    handler(request, response);
  };
  const server = tls
    ? https.createServer(
        { cert: tls.files.certificate, key: tls.files.key, ca: tls.ca, requestCert: true, rejectUnauthorized: false },
        listener,
      )
    : http.createServer(listener);
  await once(server.listen(0, host), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${tls ? 'https' : 'http'}://${host}:${port}`),
    clients,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function subjectOf(socket: TLSSocket): string | undefined {
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string | string[] } };
  return socket.authorized ? String(subject?.CN) : undefined;
}

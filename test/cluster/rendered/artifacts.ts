import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTarGzip } from 'nanotar';
import type { Files } from '../../../src/render/renderer.ts';

/** What the status of a source says of what it holds (fluxcd/pkg/apis/meta, Artifact). */
export interface Artifact {
  readonly url: string;
  readonly path: string;
  readonly revision: string;
  readonly digest: string;
  readonly lastUpdateTime: string;
}

/** Serves files as source-controller serves artifacts. */
export interface ArtifactServer {
  /** The same map is packed once. */
  publish(files: Files): Promise<Artifact>;
  dispose(): void;
}

/** Starts a server on this machine, at a free port. */
export async function startArtifactServer(): Promise<ArtifactServer> {
  const packed = new Map<string, Uint8Array>();
  const known = new Map<Files, Promise<Artifact>>();
  const server = createServer(({ url = '' }, response) => {
    const content = packed.get(url.slice(1));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const pack = async (files: Files): Promise<Artifact> => {
    const entries = [...files].map(([name, data]) => ({ name, data, attrs: { mtime: 0 } }));
    const content = await createTarGzip(entries);
    const hash = createHash('sha256').update(content).digest('hex');
    packed.set(hash, content);
    return {
      url: `http://localhost:${port}/${hash}`,
      path: hash,
      revision: `latest@sha256:${hash}`,
      digest: `sha256:${hash}`,
      lastUpdateTime: '2026-01-05T09:00:00Z',
    };
  };
  return {
    publish(files) {
      const artifact = known.get(files) ?? pack(files);
      known.set(files, artifact);
      return artifact;
    },
    dispose() {
      server.close();
      server.closeAllConnections();
    },
  };
}

import { createHash } from 'node:crypto';
import { createTarGzip } from 'nanotar';
import { request } from 'undici';
import type { FluxArtifact, ForgeDescription } from '../cluster.ts';

/** One blob of an OCI artifact. */
interface Blob {
  readonly mediaType: string;
  readonly content: Buffer;
}

interface Manifest {
  readonly name: string;
  readonly tag: string;
  readonly config: Blob;
  readonly layer: Blob;
  readonly annotations?: Readonly<Record<string, string>>;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
/** Fixed, so that the same content has the same digest in every run. */
const created = '2026-01-05T09:00:00Z';

/**
 * Pushes files as `flux push artifact` does; the digest of the manifest. Media types as in Flux's OCI artifact
 * format (fluxcd.io/flux/cheatsheets/oci-artifacts).
 */
export async function pushArtifact(
  forge: ForgeDescription,
  artifact: FluxArtifact,
  signal?: AbortSignal,
): Promise<string> {
  const source = `${forge.url}/${forge.user}/${artifact.name}.git`;
  return pushManifest(
    forge,
    {
      name: artifact.name,
      tag: artifact.tag,
      config: { mediaType: 'application/vnd.cncf.flux.config.v1+json', content: Buffer.from('{}') },
      layer: { mediaType: 'application/vnd.cncf.flux.content.v1.tar+gzip', content: await archive(artifact.files) },
      annotations: {
        'org.opencontainers.image.created': created,
        'org.opencontainers.image.source': source,
        'org.opencontainers.image.revision': artifact.revision,
      },
    },
    signal,
  );
}

/** Pushes an image of one layer with one file that names its tag; the digest of the manifest. */
export async function pushImage(
  forge: ForgeDescription,
  { name, tag }: { readonly name: string; readonly tag: string },
  signal?: AbortSignal,
): Promise<string> {
  const content = await archive({ 'etc/version': `${tag}\n` });
  const config = {
    created,
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digestOf(content)] },
  };
  return pushManifest(
    forge,
    {
      name,
      tag,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', content: Buffer.from(JSON.stringify(config)) },
      layer: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', content },
    },
    signal,
  );
}

async function archive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, data]) => ({ name, data, attrs: { mtime: 0 } }));
  return Buffer.from(await createTarGzip(entries));
}

async function pushManifest(forge: ForgeDescription, manifest: Manifest, signal?: AbortSignal): Promise<string> {
  const { name, tag, config, layer, annotations } = manifest;
  const base = `${forge.url}/v2/${forge.user}/${name}`;
  for (const blob of [config, layer]) await pushBlob(forge, base, blob, signal);
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(config),
    layers: [descriptor(layer)],
    ...(annotations === undefined ? {} : { annotations }),
  });
  await put(forge, `${base}/manifests/${tag}`, manifestType, Buffer.from(body), signal);
  return digestOf(Buffer.from(body));
}

/** The upload in two requests of the OCI distribution specification: POST for a place, PUT the whole blob there. */
async function pushBlob(forge: ForgeDescription, base: string, { content }: Blob, signal?: AbortSignal): Promise<void> {
  const response = await request(`${base}/blobs/uploads/`, {
    method: 'POST',
    headers: { authorization: basic(forge) },
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.body.text();
  const location = response.headers['location'];
  if (response.statusCode !== 202 || typeof location !== 'string') {
    throw new Error(`The registry refused an upload to ${base}: ${response.statusCode} ${text}`);
  }
  const place = new URL(location, forge.url);
  place.searchParams.set('digest', digestOf(content));
  await put(forge, place.href, 'application/octet-stream', content, signal);
}

async function put(
  forge: ForgeDescription,
  url: string,
  type: string,
  body: Buffer,
  signal?: AbortSignal,
): Promise<void> {
  const response = await request(url, {
    method: 'PUT',
    headers: { authorization: basic(forge), 'content-type': type },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.body.text();
  if (response.statusCode !== 201) throw new Error(`The registry refused ${url}: ${response.statusCode} ${text}`);
}

function descriptor({ mediaType, content }: Blob): object {
  return { mediaType, size: content.length, digest: digestOf(content) };
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function basic({ user, token }: ForgeDescription): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

import { asNumber, asObject, asObjects, asText, statusOf } from './fields.ts';
import { kinds } from './kinds.ts';
import type { FluxObject, JsonObject } from './object.ts';

/** A revision as Flux's controllers write it, in its parts. */
export interface Revision {
  /** Branch, tag, or chart version; empty where only a digest is given. */
  readonly name: string;
  readonly algorithm?: string;
  readonly hash?: string;
}

const digest = /^(sha1|sha256|sha384|sha512|blake3):([0-9a-f]+)$/;
const legacyHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const shortHashLength = 7;

/**
 * The parts of a revision (fluxcd/pkg git and oci, RFC-0005): `main@sha1:<hash>`, `6.5.0@sha256:<digest>`, a bare
 * `sha256:<digest>` (Bucket, HelmRepository), `main/<hash>` of sources before Flux 2.0, else a name: a chart version
 * as `1.2.3+abc`. The name may hold `@` and `/` itself.
 */
export function parseRevision(revision: string): Revision {
  const at = revision.lastIndexOf('@');
  const match = digest.exec(revision.slice(at + 1));
  if (match?.[1] !== undefined && match[2] !== undefined) {
    return { name: revision.slice(0, Math.max(at, 0)), algorithm: match[1], hash: match[2] };
  }
  const slash = revision.lastIndexOf('/');
  const hash = revision.slice(slash + 1);
  if (slash > 0 && legacyHash.test(hash)) {
    return { name: revision.slice(0, slash), algorithm: hash.length === 40 ? 'sha1' : 'sha256', hash };
  }
  return { name: revision };
}

/** The revision for one line: `main@1f3c9ab`, `6.5.0@0c5b2a1`, `1.2.3+abc`; a Git ref without its `refs/heads/`. */
export function shortRevision(revision: string): string {
  const { name, hash } = parseRevision(revision);
  const shortName = name.replace(/^refs\/(?:heads|tags)\//, '');
  if (hash === undefined) return shortName;
  const shortHash = hash.slice(0, shortHashLength);
  return shortName === '' ? shortHash : `${shortName}@${shortHash}`;
}

/**
 * What runs, or what a source offers: Kustomization, ResourceSet and FluxInstance lastAppliedRevision, a source's
 * artifact, the chart version of the HelmRelease's deployed release, the tag an ImagePolicy chose, the commit that an
 * ImageUpdateAutomation pushed last, what an input provider exported last. Undefined where there is none yet.
 */
export function runningRevision(object: FluxObject): string | undefined {
  const status = statusOf(object);
  switch (object.kindId) {
    case kinds.helmRelease:
      return asText(deployedRelease(object)?.['chartVersion']);
    case kinds.imagePolicy:
      return imageTag(status);
    case kinds.imageUpdateAutomation:
      return asText(status['lastPushCommit']);
    case kinds.resourceSetInputProvider:
      return asText(status['lastExportedRevision']);
    default:
      return asText(asObject(status['artifact'])?.['revision']) ?? asText(status['lastAppliedRevision']);
  }
}

/** What the controller tried last, where it says so: the same as what runs if all went well. */
export function attemptedRevision(object: FluxObject): string | undefined {
  return asText(statusOf(object)['lastAttemptedRevision']);
}

/**
 * The release that Helm calls deployed: of status.history the one with the highest version in that state. A failed
 * upgrade that was not rolled back leaves the one before it deployed.
 */
export function deployedRelease(object: FluxObject): JsonObject | undefined {
  const deployed = asObjects(statusOf(object)['history']).filter((entry) => entry['status'] === 'deployed');
  return deployed.reduce<JsonObject | undefined>(
    (best, entry) => (best !== undefined && versionOf(best) >= versionOf(entry) ? best : entry),
    undefined,
  );
}

function versionOf(release: JsonObject): number {
  return asNumber(release['version']) ?? 0;
}

/** status.latestRef of image.toolkit.fluxcd.io/v1; latestImage (`name:tag`) of the versions before. */
function imageTag(status: JsonObject): string | undefined {
  const latest = asObject(status['latestRef']);
  if (latest !== undefined) return asText(latest['tag']) ?? asText(latest['digest']);
  const image = asText(status['latestImage']);
  const colon = image?.lastIndexOf(':') ?? -1;
  return colon > (image?.lastIndexOf('/') ?? -1) ? asText(image?.slice(colon + 1)) : undefined;
}

import { open, stat } from 'node:fs/promises';
import type { Audit, AuditedRequest } from '../cluster.ts';

/** An event of the group audit.k8s.io/v1, level Metadata; what is not read is left out. */
interface AuditEvent {
  readonly auditID: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
}

/** Reads the audit log that the API server writes to `file`, one event in a line. */
export function openAudit(file: string): Audit {
  return {
    async mark() {
      return (await stat(file).catch(() => undefined))?.size ?? 0;
    },
    async requests(mark = 0) {
      const text = await readFrom(file, mark);
      // A watch is logged twice, as it begins and as it ends.
      const seen = new Map<string, AuditedRequest>();
      for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
        if (line === '') continue;
        const event = JSON.parse(line) as AuditEvent;
        if (!seen.has(event.auditID)) seen.set(event.auditID, auditedRequest(event));
      }
      return [...seen.values()];
    },
  };
}

async function readFrom(file: string, position: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.max(0, size - position));
    await handle.read(buffer, 0, buffer.length, position);
    return buffer.toString('utf8');
  } finally {
    await handle.close();
  }
}

function auditedRequest({ user, verb, requestURI, userAgent, objectRef, responseStatus }: AuditEvent): AuditedRequest {
  const { apiGroup = '', resource = '', subresource, namespace = '', name = '' } = objectRef ?? {};
  return {
    user: user.username,
    verb,
    group: apiGroup,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    namespace,
    name,
    uri: requestURI,
    userAgent: userAgent ?? '',
    status: responseStatus?.code ?? 0,
  };
}

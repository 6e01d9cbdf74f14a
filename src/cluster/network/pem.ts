import { createCachedFile } from './cachedFile.ts';
import { credentialsError } from '../api/clusterError.ts';

/** A PEM text from a kubeconfig: its data, or the file it names. */
export interface PemSource {
  /** Undefined if the kubeconfig has neither. Throws FailureError `credentials`. */
  read(signal: AbortSignal): Promise<string | undefined>;
  /** Makes the next read look at the file; returns whether there is one. */
  forget(): boolean;
}

/** Data (base64) wins over the file; `what` names the thing in failures. */
export function pemSource(data: string | undefined, file: string | undefined, what: string): PemSource {
  if (data !== undefined)
    return { read: () => Promise.resolve(data).then((text) => decodePem(text, what)), forget: () => false };
  if (file === undefined) return { read: () => Promise.resolve(undefined), forget: () => false };
  const cached = createCachedFile(file);
  return {
    read: (signal) => cached.read(signal),
    forget() {
      cached.forget();
      return true;
    },
  };
}

function decodePem(base64: string, what: string): string {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  if (text.includes('-----BEGIN ')) return text;
  throw credentialsError(`the certificate or key data of ${what} is not base64 of a PEM text`);
}

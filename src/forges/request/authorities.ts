import { readFile } from 'node:fs/promises';
import { messageOf } from '../../base/failure.ts';
import { forgeError } from '../terms/forgeFailure.ts';

/**
 * Reads files of certificates (PEM) of authorities: `caFile` of the setting `sluice.forges`, git's `http.sslCAInfo`.
 * Throws FailureError `untrusted` that names the file that cannot be read, or the signal's reason.
 */
export async function readAuthorities(files: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  return Promise.all(
    files.map(async (file) => {
      try {
        return await readFile(file, { encoding: 'utf8', signal });
      } catch (error) {
        signal.throwIfAborted();
        const message = `The certificates for forges in ${file} cannot be read: ${messageOf(error)}.`;
        throw forgeError({ code: 'untrusted', message }, error);
      }
    }),
  );
}

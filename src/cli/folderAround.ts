import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The folder that a path is or lies in; of one that is not there, as in another revision, the nearest that is. */
export async function folderAround(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const stats = await stat(at).catch(() => undefined);
    if (stats?.isDirectory() === true || dirname(at) === at) return at;
  }
}

import { resolve } from 'node:path';

/** A path of this machine, made absolute, with slashes: `C:\fleet\web.yaml` becomes `C:/fleet/web.yaml`. */
export function slashed(path: string): string {
  const absolute = resolve(path);
  if (process.platform !== 'win32') return absolute;
  const forward = absolute.replaceAll('\\', '/');
  return /^[a-z]:/.test(forward) ? forward.charAt(0).toUpperCase() + forward.slice(1) : forward;
}

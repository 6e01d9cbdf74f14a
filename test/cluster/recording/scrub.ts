import type { ClusterDescription } from '../cluster.ts';

/**
 * Replaces in a text what differs from run to run and says nothing: ports, the scratch folder and the numbers of
 * temporary folders, by values of the same form.
 */
export function scrub(text: string, { scratch, closedPort, forge }: ClusterDescription): string {
  return text
    .replaceAll(scratch, '/tmp/flux')
    .replaceAll(forge?.registry ?? 'localhost:3000', 'localhost:3000')
    .replaceAll(`127.0.0.1:${closedPort}`, '127.0.0.1:9000')
    .replaceAll(/localhost:[23]\d{4}\b/g, 'localhost:9090')
    .replaceAll(/\/tmp\/flux\/tmp\/([a-zA-Z-]*?)-?\d{6,}/g, '/tmp/$1-1234567890');
}

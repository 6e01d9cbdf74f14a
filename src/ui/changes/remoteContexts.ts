/** What a context that a person chose for another cluster is remembered by: whose Kustomizations name the cluster how. */
export function remoteContextKey(context: string | undefined, name: string): string {
  return JSON.stringify([context ?? '', name]);
}

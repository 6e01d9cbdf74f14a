import type { Impersonation } from '../kubeconfig/kubeconfigTypes.ts';

/** Headers that make the API server act as somebody else, if the user may (client-go, transport/round_trippers.go). */
export function impersonationHeaders(as: Impersonation | undefined): Record<string, string | string[]> {
  if (as === undefined) return {};
  return {
    'impersonate-user': as.user,
    ...(as.uid !== undefined && { 'impersonate-uid': as.uid }),
    ...(as.groups.length > 0 && { 'impersonate-group': [...as.groups] }),
    ...Object.fromEntries(
      Object.entries(as.extra).map(([key, values]) => [`impersonate-extra-${escapeKey(key)}`, [...values]]),
    ),
  };
}

/** Percent-encodes what may not stand in a header's name, and the percent sign itself. */
function escapeKey(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[a-z0-9!#$&'*+.^_`|~-]/i.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

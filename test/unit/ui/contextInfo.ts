import type { ContextAccess } from '../../../src/cluster/kubeconfig/contextAccess.ts';
import type { ContextInfo } from '../../../src/cluster/kubeconfig/kubeconfig.ts';

/** A context of a kubeconfig as the session lists it. */
export function contextInfo(
  name: string,
  access: Partial<ContextAccess> = {},
  fields: Partial<ContextInfo> = {},
): ContextInfo {
  return {
    name,
    cluster: 'c',
    user: 'u',
    file: '/config',
    access: { server: 'https://api', insecure: false, files: [], fingerprint: name, ...access },
    ...fields,
  };
}

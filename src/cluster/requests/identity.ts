import type { V1SelfSubjectReview } from '@kubernetes/client-node';
import type { Transport } from '../api/api.ts';

/**
 * The name by which the API server knows us, or undefined where it would not tell (servers older than Kubernetes
 * 1.28). Never rejects but with the signal's reason.
 */
export async function userName(transport: Transport, signal: AbortSignal): Promise<string | undefined> {
  try {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { status } = await transport.request<V1SelfSubjectReview>({ method: 'POST', path, body }, signal);
    return status?.userInfo?.username;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

import type { Disposable } from '../../base/disposable.ts';
import type { ClientCertificate } from '../network/trust.ts';

/** What one source of credentials gave. */
export interface Proof {
  /** Value of the header Authorization. */
  readonly authorization?: string;
  readonly client?: ClientCertificate;
}

/** Gives proofs, fresh ones when the old have expired. */
export interface ProofSource extends Disposable {
  /** Throws FailureError `credentials`, or the signal's reason. */
  get(signal: AbortSignal): Promise<Proof>;
  /** The server refused `used`: returns whether {@link get} may give another. */
  invalidate(used: Proof): boolean;
}

/** A source that always gives the same. */
export function fixedProof(proof: Proof): ProofSource {
  return { get: () => Promise.resolve(proof), invalidate: () => false, dispose: () => undefined };
}

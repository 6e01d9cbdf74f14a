import type { ForgeKind } from './forge.ts';

/** A repository at a forge whose API is known. */
export interface ForgePlace {
  readonly kind: ForgeKind;
  /** The address of the forge's pages, without a slash at its end: `https://git.example.org/forge`. */
  readonly web: string;
  /** The address below which its API lies. */
  readonly api: string;
  /** `[owner, name]`; at GitLab the groups and the name. */
  readonly project: readonly string[];
}

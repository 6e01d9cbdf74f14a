import type { ForgeClientOptions } from './request/client.ts';
import { createGitea } from './gitea/gitea.ts';
import { createGitHub } from './github/github.ts';
import { createGitLab } from './gitlab/gitlab.ts';
import type { Forge } from './terms/forge.ts';
import type { ForgePlace } from './terms/place.ts';

/** What every forge is reached with. */
export type ForgeOptions = Pick<ForgeClientOptions, 'tokens' | 'way' | 'logger'>;

/**
 * The pull requests of a repository. Nothing is sent and no token asked for before the first request; its owner disposes
 * of it. Throws FailureError for a proxy or for certificates that are none.
 */
export function createForge(place: ForgePlace, options: ForgeOptions): Forge {
  switch (place.kind) {
    case 'github':
      return createGitHub(place, options);
    case 'gitlab':
      return createGitLab(place, options);
    case 'gitea':
      return createGitea(place, options);
  }
}

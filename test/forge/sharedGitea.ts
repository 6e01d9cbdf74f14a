import { inject } from 'vitest';
import type { Forge } from '../cluster/cluster.ts';
import { openForge } from '../cluster/forge/openForge.ts';
// For the type of what is provided.
import type {} from './sharedForge.ts';

/**
 * The real Gitea that all test files of the project share. Files run at the same time: each makes repositories and users
 * of its own.
 */
export function sharedGitea(): Forge {
  return openForge(inject('forge'));
}

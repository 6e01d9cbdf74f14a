import type { Forge, ForgeDescription } from '../cluster.ts';
import { createForgeRequester } from './api.ts';
import { pushArtifact, pushImage } from './registry.ts';
import { commitFiles, ensureRepository } from './repositories.ts';

/** The handle of a Gitea that runs. */
export function openForge(description: ForgeDescription): Forge {
  const api = createForgeRequester(description);
  return {
    ...description,
    request: api,
    createRepository: (name, signal) => ensureRepository(description, api, name, signal),
    push: (repository, files, message, signal) =>
      commitFiles(api, { owner: description.user, repository, files, message }, signal),
    pushArtifact: (artifact, signal) => pushArtifact(description, artifact, signal),
    pushImage: (image, signal) => pushImage(description, image, signal),
  };
}

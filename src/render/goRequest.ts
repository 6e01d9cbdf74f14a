import type { GoRequest } from './messages.ts';
import { defaultFlags, type RenderRequest } from './renderer.ts';

/** What the Go program is asked for a request; the files it finds on its disk. */
export function goRequest(request: RenderRequest): GoRequest {
  const { kustomization, variables = [], flags = defaultFlags, exact = false, origins = false } = request;
  return {
    kustomization,
    variables,
    strict: flags.isStrict,
    noRemoteBases: !flags.allowsRemoteBases,
    exact,
    origins,
  };
}

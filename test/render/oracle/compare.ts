import { artifactRequest } from '../../../src/render/artifactRequest.ts';
import type { RenderRequest, RenderResult } from '../../../src/render/renderer.ts';
import { resultOf } from '../../../src/render/result.ts';
import { goRequest } from '../../../src/render/goRequest.ts';
import type { NativeEngine } from './nativeEngine.ts';

/** What a request comes to natively. A worktree's files are filtered first. */
export async function renderNatively(engine: NativeEngine, request: RenderRequest): Promise<RenderResult> {
  const files = request.worktree === undefined ? request.files : await filtered(engine, request);
  const answer = await engine.render(files, goRequest(request));
  return resultOf(answer, request);
}

/** What of a result a native build gives too: it does not tell which files it read. */
export function comparable(result: RenderResult): object {
  return Object.fromEntries(Object.entries(result).filter(([field]) => field !== 'read'));
}

async function filtered(engine: NativeEngine, { files, worktree }: RenderRequest): Promise<RenderRequest['files']> {
  const { hidden } = await engine.artifact(artifactRequest(files, worktree?.ignore));
  return new Map([...files].filter(([path]) => !hidden.includes(path)));
}

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { KubernetesObject } from '../../../src/flux/object.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { toJson } from '../../../src/manifests/yaml/toJson.ts';
import { textOf, type Files, type Renderer, type RenderRequest } from '../../../src/render/renderer.ts';
import { comparable, renderNatively } from './compare.ts';
import type { NativeEngine } from './nativeEngine.ts';

/** The files below a folder as a worktree: no links, no Git. */
export async function worktree(folder: string): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isFile() && !path.startsWith('.git/')) files.set(path, await readFile(join(folder, path)));
  }
  return files;
}

/** A request for each Flux Kustomization that is declared anywhere in `files`, which they are taken to be built from. */
export function* declaredRequests(files: Files): Iterable<RenderRequest> {
  for (const [path, content] of files) {
    if (!/\.ya?ml$/.test(path)) continue;
    for (const { content: document } of readManifest(path, textOf(content)).documents) {
      for (const { node, apiVersion, kind } of document.objects) {
        if (kind !== 'Kustomization' || !apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) continue;
        const kustomization = toJson(node) as unknown as KubernetesObject | undefined;
        if (kustomization !== undefined) yield { files, worktree: {}, kustomization };
      }
    }
  }
}

/** Whether the engine and the native build come to the same, files included; a sentence that says how, or undefined if they do not. */
export async function agreement(
  asked: RenderRequest,
  native: NativeEngine,
  renderer: Renderer,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = { ...asked, origins: true };
  const own = await renderer.render(request, signal);
  const expected = await renderNatively(native, { ...request, exact: true });
  return JSON.stringify(comparable(own)) === JSON.stringify(comparable(expected)) ? own.outcome : undefined;
}

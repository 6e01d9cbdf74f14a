import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../scripts/paths.ts';
import { silentLogger } from '../../src/base/logger.ts';
import type { JsonObject, KubernetesObject } from '../../src/flux/object.ts';
import type { Renderer, RenderRequest, RenderResult } from '../../src/render/renderer.ts';
import { createWorkerRenderer, type RendererOptions } from '../../src/render/workerRenderer.ts';

/** A renderer with the built engine, which ends with the test. */
export function startRenderer(options: Partial<RendererOptions> = {}): Renderer {
  const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger, ...options });
  onTestFinished(() => renderer.dispose());
  return renderer;
}

/** A Flux Kustomization in flux-system with what `spec` must have, and more. */
export function kustomization(spec: JsonObject = {}, name = 'apps'): KubernetesObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: './',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'fleet' },
      ...spec,
    },
  };
}

/** Renders files given by path, without variables. */
export function renderFiles(
  renderer: Renderer,
  files: Readonly<Record<string, string>>,
  more: Partial<RenderRequest> = {},
): Promise<RenderResult> {
  const { signal } = new AbortController();
  return renderer.render({ files: new Map(Object.entries(files)), kustomization: kustomization(), ...more }, signal);
}

/** The text of a ConfigMap with one value. */
export function configMap(name: string, value = 'x'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  key: ${value}\n`;
}

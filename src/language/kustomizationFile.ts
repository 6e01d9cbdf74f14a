import { fileNameOf } from '../manifests/workspace/paths.ts';

const names: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** Whether a file is one that kustomize looks for in a folder (sigs.k8s.io/kustomize/api konfig). */
export function isKustomizationFile(path: string): boolean {
  return names.has(fileNameOf(path));
}

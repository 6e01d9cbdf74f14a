import { fileNameOf } from '../manifests/workspace/paths.ts';
import { stagesKind } from '../schema/stagesSchema.ts';
import { isKustomizationFile } from './kustomizationFile.ts';

/** What a file without apiVersion and kind holds, by its name alone: a kustomization, or the stages of a repository. */
export function assumedKind(path: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  if (isKustomizationFile(path)) return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
  return isStagesFile(path) ? stagesKind : undefined;
}

/** Whether a file says what a repository's stages are. */
export function isStagesFile(path: string): boolean {
  return fileNameOf(path) === '.sluice.yaml';
}

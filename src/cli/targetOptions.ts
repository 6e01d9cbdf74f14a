import type { Values } from './flags.ts';

/** Which Kustomization or folder a command is about. */
export interface TargetOptions {
  /** As given. */
  readonly path?: string;
  readonly kustomization?: { readonly namespace?: string; readonly name: string };
}

/** Reads `[PATH] [--kustomization [NAMESPACE/]NAME]`, or says what is wrong with it. */
export function readTarget({ kustomization }: Values, paths: readonly string[]): TargetOptions | string {
  const [path, ...others] = paths;
  if (others.length > 0) return `Only one path can be named, not also ${others.join(', ')}.`;
  const [name, namespace, ...more] = (kustomization ?? '').split('/').reverse();
  if (kustomization !== undefined && (name === undefined || name === '' || namespace === '' || more.length > 0)) {
    return `"${kustomization}" is no name of a Kustomization. Write --kustomization NAME or NAMESPACE/NAME.`;
  }
  return {
    ...(path !== undefined && { path }),
    ...(name !== undefined &&
      name !== '' && { kustomization: { name, ...(namespace !== undefined && { namespace }) } }),
  };
}

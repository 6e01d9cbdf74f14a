import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import type { DeclaredObject } from '../../../../src/manifests/workspace/fileSummary.ts';
import { summarise } from '../../../../src/manifests/workspace/summarise.ts';
import {
  allFiles,
  completed,
  emptyWorkspace,
  withFiles,
  withPaths,
  type Workspace,
} from '../../../../src/manifests/workspace/workspace.ts';

/** A workspace of files under `/repo`, by their paths in it; those that are no YAML count as existing. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const paths = Object.keys(files).map((path) => `/repo/${path}`);
  const summaries = Object.entries(files)
    .filter(([path]) => /\.ya?ml$|Kustomization$/.test(path))
    .map(([path, text]) => summarise(readManifest(`/repo/${path}`, text)));
  return completed(withPaths(withFiles(emptyWorkspace(['/repo']), summaries), paths));
}

/** The only object of this name that a workspace declares, patches included. */
export function objectNamed(workspace: Workspace, name: string): DeclaredObject {
  const [object] = allFiles(workspace)
    .flatMap(({ documents }) => documents.flatMap(({ objects }) => objects))
    .filter((one) => one.name === name);
  if (object === undefined) throw new Error(`no object ${name}`);
  return object;
}

/** The text of an object of v1, with more fields below `kind`. */
export function configMap(name: string, rest = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;
}

/** The text of a Flux Kustomization; `spec` is flow YAML without braces. */
export function fluxKustomization(name: string, spec: string, namespace = 'flux-system'): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: ${namespace}
spec: { ${spec} }
`;
}

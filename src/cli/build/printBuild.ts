import { hasNameOfEncrypted } from '../../diff/object/generatedNames.ts';
import type { JsonObject, KubernetesObject } from '../../flux/object.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { relativePath, resolvePath } from '../../manifests/workspace/paths.ts';
import type { RenderedObject, RenderProblem, RenderResult } from '../../render/renderer.ts';
import type { BuildOptions } from './buildOptions.ts';

/** The objects in the order in which Flux applies them: documents of YAML, or a List as kubectl prints it. */
export function printObjects(objects: readonly KubernetesObject[], output: BuildOptions['output']): string {
  if (output === 'json') return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 2)}\n`;
  return objects.map((object) => `---\n${toYaml(object)}`).join('');
}

/**
 * A problem as one line for people and editors: `path:line: error: message`, the path relative to `folder`. `root` is what
 * the problem's path counts from.
 */
export function printProblem(
  { kind, message, file, line }: RenderProblem,
  { root, folder }: { readonly root: string; readonly folder: string },
): string {
  const path = file === undefined ? undefined : relativePath(folder, resolvePath(root, file));
  const place = [path, path === undefined ? undefined : line].filter((part) => part !== undefined);
  return `${[...place, ` ${kind}`, ` ${message.trim().replaceAll(/\s*\n\s*/g, ' ')}`].join(':').trimStart()}\n`;
}

/** 0: built as Flux would; 1: built, but it is not known to be all that Flux gets; 2: not built. */
export function exitCode({ outcome, problems }: RenderResult): number {
  if (outcome !== 'rendered') return 2;
  return problems.length === 0 ? 0 : 1;
}

/** What a person should know of what was printed, a line each. */
export function notesOn(result: RenderResult): readonly string[] {
  if (result.outcome !== 'rendered') return [];
  const encrypted = result.objects.filter((one) => one.encrypted);
  const renamed = result.objects.filter(({ value }) => hasNameOfEncrypted(value as unknown as JsonObject));
  return [
    ...note('printed as encrypted, not as Flux applies it', encrypted),
    ...note('under another name in the cluster, as Flux hashes into it what it decrypted', renamed),
  ];
}

function note(text: string, objects: readonly RenderedObject[]): readonly string[] {
  if (objects.length === 0) return [];
  return [`note: ${text}: ${objects.map(({ value: { kind, metadata } }) => `${kind}/${metadata.name}`).join(', ')}.\n`];
}

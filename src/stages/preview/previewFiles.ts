import type { JsonObject } from '../../flux/object.ts';
import { readManifest } from '../../manifests/manifestFile.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import { withoutResource, withResource } from '../plan/listed.ts';
import type { FileChange } from '../terms/plan.ts';
import type { PreviewObjects } from './previewObjects.ts';

/** Where a preview is written. */
export interface PreviewPlace {
  /** The folder beside the stage's own declaration, from the repository's root; empty for the root. */
  readonly folder: string;
  /** The kustomization that lists the folder's files, with its text; absent where Flux takes all files. */
  readonly kustomization?: { readonly path: string; readonly text: string };
  readonly name: string;
}

/** What is written, or why it cannot be, as a sentence. */
export type PreviewChanges = { readonly changes: readonly FileChange[] } | { readonly refusal: string };

/** The changes that make a preview: one new file, and its line in the kustomization that lists the others. */
export function previewChanges(
  place: PreviewPlace,
  objects: Exclude<PreviewObjects, { readonly refusal: string }>,
): PreviewChanges {
  const all: readonly JsonObject[] = [objects.namespace, objects.source, objects.kustomization];
  const text = all.map((one) => `---\n${toYaml(one)}`).join('');
  const file: FileChange = { kind: 'create', path: previewPath(place), text };
  const { kustomization, name } = place;
  if (kustomization === undefined) return { changes: [file] };
  const { path } = kustomization;
  const edit = withResource(readManifest(path, kustomization.text), `${name}.yaml`);
  if (edit === undefined) {
    return { refusal: `${path} has no list resources that a line can be added to: add ${name}.yaml by hand.` };
  }
  return { changes: [file, { kind: 'edit', path, edits: [edit] }] };
}

/** The changes that take a preview away again: exactly its file, and its line. */
export function removalChanges(place: PreviewPlace): readonly FileChange[] {
  const { kustomization, name } = place;
  const file: FileChange = { kind: 'delete', path: previewPath(place) };
  const edit = kustomization && withoutResource(readManifest(kustomization.path, kustomization.text), `${name}.yaml`);
  if (kustomization === undefined || edit === undefined) return [file];
  return [file, { kind: 'edit', path: kustomization.path, edits: [edit] }];
}

function previewPath({ folder, name }: PreviewPlace): string {
  return folder === '' ? `${name}.yaml` : `${folder}/${name}.yaml`;
}

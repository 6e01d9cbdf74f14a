import type { TreeBuild } from '../../compare/buildTree.ts';
import { readRepository } from '../../compare/declared/repositoryAt.ts';
import { asText } from '../../flux/fields.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import { placeBeside, placeIn, type PreviewPlace } from '../../stages/preview/previewFiles.ts';
import type { Reader } from '../../stages/terms/rollback.ts';
import { originOf } from '../rollback/readFiles.ts';
import { isDeclaredAs, readersBesides } from '../rollback/readersAt.ts';
import { treeOf, type Tree } from '../reading/trees.ts';
import { noPreview } from './noPreview.ts';

/** What is written, and who applies it. */
export interface PlacedPreview {
  readonly place: PreviewPlace;
  /** The Kustomization that applies the stage's, and will apply the preview. */
  readonly parent: TreeBuild;
  readonly target: Tree;
}

/** Where a preview may go: the target branch with what is built from it. */
export interface PlaceQuestion {
  readonly root: string;
  /** The commit of the target branch, and its tree. */
  readonly target: string;
  readonly tree: readonly TreeBuild[];
  /** The Kustomization that is copied. */
  readonly kustomization: ObjectKey;
  readonly name: string;
}

/**
 * Finds a place for a preview that nobody reads but the Kustomization that applies the stage's: beside what it copies, else in
 * the folder that is built. Throws a FailureError (`noPreview`) where there is none: another cluster would make it too.
 */
export async function placeOfPreview(question: PlaceQuestion, signal: AbortSignal): Promise<PlacedPreview> {
  const { root, tree, kustomization, name } = question;
  const node = tree.find(({ key }) => key === kustomization);
  const parent = tree.find(({ key }) => key === node?.parent);
  if (parent?.build !== undefined && parent.build.outcome !== 'built')
    throw noPreview(`${nameInSentence(parent.key)} cannot be built: ${parent.build.message}`);
  const file = parent && originOf(parent, kustomization, root);
  if (parent === undefined || file === undefined) {
    const message = `Nothing on the target branch declares ${nameInSentence(kustomization)}, so there is no place for a preview beside it.`;
    throw noPreview(message);
  }
  const repository = await readRepository(root, question.target, signal);
  const target = treeOf(repository.files, question.target);
  const isParent = isDeclaredAs({ key: parent.key, declaredIn: declaredIn(tree, parent, root) }, repository);
  const readersOf = readersBesides(isParent, repository);
  const places = [placeBeside(target.files, file, name), placeIn(target.files, folderOf(parent), name)];
  const others = places.map(({ path, listing }) => readersOf(listing?.path ?? (path === file ? path : file)));
  const at = others.findIndex((one) => one.length === 0);
  const place = places[at];
  if (place === undefined) throw noPreview(sharedPlace(places[0]?.listing?.path ?? file, others[0] ?? []));
  return { place, parent, target };
}

/** The folder that a Kustomization builds, from the repository's root. */
function folderOf({ kustomization }: TreeBuild): string {
  const path = asText((kustomization['spec'] as { readonly path?: unknown } | undefined)?.path) ?? '';
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** The file that declares a Kustomization: by its parent's build, or its own where it applies itself. */
function declaredIn(tree: readonly TreeBuild[], one: TreeBuild, root: string): string | undefined {
  const parent = tree.find(({ key }) => key === one.parent) ?? one;
  return originOf(parent, one.key, root);
}

function sharedPlace(path: string, readers: readonly Reader[]): string {
  const names = readers.map(({ name, declaredIn: file }) => `${name} (${file})`).join(', ');
  return `${path} is read by ${names} too, which would make the preview a second time: give this stage a folder of its own for what it declares.`;
}

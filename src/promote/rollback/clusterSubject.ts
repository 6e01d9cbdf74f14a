import type { TreeBuild } from '../../compare/buildTree.ts';
import { readRepository } from '../../compare/declared/repositoryAt.ts';
import type { Engine } from '../../compare/engine.ts';
import { asText } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { nameInSentence, parseKey, type ObjectKey } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { declaredBeside, originOf } from './readFiles.ts';
import { isDeclaredAs, readersBesides } from './readersAt.ts';
import { filesOf, kustomizationOf, partsOf } from './rolledBack.ts';
import type { ReadAt, Subject } from './subject.ts';

/** What a rollback is found out with. */
export interface RollbackPorts {
  readonly engine: Pick<Engine, 'tree'>;
  readonly snapshot: () => Snapshot;
}

/**
 * An object of the connected cluster: a Kustomization with all that its build reads, or a HelmRelease with the files that
 * declare it and what it is made of. Throws a FailureError where nothing applies it.
 */
export function clusterSubject(
  { root, key }: { readonly root: string; readonly key: ObjectKey },
  { engine, snapshot }: RollbackPorts,
): Subject {
  const now = snapshot();
  const kustomization = kustomizationOf(key, now);
  const only = key === kustomization ? undefined : partsOf(key, now);
  const known = new Map<string, readonly TreeBuild[]>();
  const treeAt = async (revision: string, signal: AbortSignal): Promise<readonly TreeBuild[]> => {
    const tree = known.get(revision) ?? (await engine.tree({ root, revision }, signal));
    known.set(revision, tree);
    return tree;
  };
  return {
    id: key,
    name: parseKey(key).name,
    sentence: nameInSentence(key),
    kustomization,
    async readAt(commit, signal) {
      const build = (await treeAt(commit, signal)).find((one) => one.key === kustomization);
      return readBy(build, filesOf(build, only, root));
    },
    async othersAt({ now: commit, then }, signal) {
      const tree = await treeAt(commit, signal);
      const builds = [tree, await treeAt(then, signal)].map((all) => all.find((one) => one.key === kustomization));
      const beside = only === undefined ? () => [] : declaredBeside(only, builds, root);
      const declaredIn = ownFile(tree, kustomization, root);
      const repository = await readRepository(root, commit, signal);
      const automations = [...(now.kinds.get(kinds.imageUpdateAutomation)?.objects.values() ?? [])];
      const besides = readersBesides(isDeclaredAs({ key: kustomization, declaredIn }, repository), repository);
      return {
        readers: (path) => [...beside(path), ...besides(path)],
        automations: automations.filter((one) => isOfSource(sourceRef(one), kustomization, now)),
      };
    },
  };
}

function readBy(build: TreeBuild | undefined, read: readonly string[] | undefined): ReadAt {
  if (build === undefined) return { read, why: 'is not declared: there is nothing to restore.', isDeclared: false };
  const spec = build.kustomization['spec'];
  const result = build.build;
  if (result === undefined) return { read, why: 'does not read this repository.', isDeclared: true, spec };
  if (result.outcome !== 'built') return { read, why: `cannot be built: ${result.message}`, isDeclared: true, spec };
  const why = read === undefined ? 'is built, and nothing tells of which files.' : undefined;
  return { read, why, isDeclared: true, spec, digest: result.digest };
}

/** The file that declares a Kustomization, by the build of the one that applies it. */
function ownFile(tree: readonly TreeBuild[], key: ObjectKey, root: string): string | undefined {
  const build = tree.find((one) => one.key === key);
  const parent = tree.find((one) => one.key === build?.parent);
  return build && parent && originOf(parent, build.key, root);
}

/** Whether an automation writes into the repository that a Kustomization reads. */
function isOfSource(source: ObjectKey | undefined, kustomization: ObjectKey, snapshot: Snapshot): boolean {
  const reader = findObject(snapshot, kustomization);
  const own = reader && sourceRef(reader);
  if (source === undefined || own === undefined) return false;
  if (source === own) return true;
  const urls = [source, own].map((key) => asText(findObject(snapshot, key)?.raw.spec?.['url']));
  return urls[0] !== undefined && urls[0] === urls[1];
}

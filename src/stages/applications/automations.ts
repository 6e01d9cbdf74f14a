import { kinds } from '../../flux/kinds.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Stage } from '../terms/config.ts';
import { placeKey, type Automation } from './holding.ts';
import type { Part } from './partition.ts';
import { textAt, type Placed } from './placed.ts';
import { objectsOf } from './sources.ts';
import type { Tree } from './tree.ts';
import { noVariables } from './variables.ts';

/** What is read of a stage. */
interface ReadStage {
  readonly stage: { readonly stage: Stage };
  readonly tree: Tree;
  readonly parts: readonly Part[];
}

/**
 * The ImageUpdateAutomations of a stage's tree, whoever builds them and also where nobody does, and those of the trees of
 * other branches that name the stage's branch.
 */
export function automationsFor({ stage: { stage }, tree }: ReadStage, read: readonly ReadStage[]): Automation[] {
  const trees = [tree, ...new Set(read.map((one) => one.tree).filter((one) => one !== tree))];
  return trees.flatMap((one) => {
    const all = automationsIn(
      one,
      read.filter((other) => other.tree === one),
    );
    return one === tree ? all : all.filter(({ value }) => stage.branch !== undefined && names(value, stage.branch));
  });
}

function automationsIn(tree: Tree, read: readonly ReadStage[]): readonly Automation[] {
  const built = read.flatMap(({ stage, parts }) =>
    parts.flatMap(({ objects }) =>
      objects
        .filter((object) => object.built.kindId === kinds.imageUpdateAutomation)
        .map(({ built: { path, span }, value, variables }): Automation => {
          return { path, span, stage: stage.stage.name, value, variables, tree };
        }),
    ),
  );
  const known = new Set(built.map(({ path, span }) => placeKey(path, span.start)));
  return [...built, ...written(tree).filter(({ path, span }) => !known.has(placeKey(path, span.start)))];
}

const ofTrees = new WeakMap<Tree, readonly Automation[]>();

function written(tree: Tree): readonly Automation[] {
  const known = ofTrees.get(tree) ?? findWritten(tree);
  ofTrees.set(tree, known);
  return known;
}

function findWritten(tree: Tree): readonly Automation[] {
  const paths = new Set(declaredObjects(tree.workspace, kinds.imageUpdateAutomation).map(({ path }) => path.slice(1)));
  return [...paths].flatMap((path) => {
    const file = tree.manifests.get(path);
    return (file?.documents ?? []).flatMap((document) =>
      file === undefined
        ? []
        : objectsOf(file, document)
            .filter(({ object }) => object.kindId === kinds.imageUpdateAutomation)
            .map(({ value, span }) => ({ path, span, stage: undefined, value, variables: noVariables, tree })),
    );
  });
}

/** Whether an automation says that it reads or pushes to a branch. */
function names(value: Placed, branch: string): boolean {
  const pushed = textAt(value, 'spec', 'git', 'push', 'branch');
  return (pushed ?? textAt(value, 'spec', 'git', 'checkout', 'ref', 'branch')) === branch;
}

import type { Application, StageFiles } from '../terms/application.ts';
import type { BuiltObject, RemoteResource } from './built.ts';
import type { Placed } from './placed.ts';
import type { Tree } from './tree.ts';
import type { Variables } from './variables.ts';

/** What a stage holds, with all that a comparison and a plan need. */
export interface StageHolding extends StageFiles {
  readonly tree: Tree;
  readonly applications: readonly HeldApplication[];
  /** The stages whose applications read a file, this one among them. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** The keys of the applications that use a document of a patch, a variable's value or another place, by {@link placeKey}. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  /** The ImageUpdateAutomations that may write into its files, whoever builds them. */
  readonly automations: readonly Automation[];
}

/** An application with its objects. */
export interface HeldApplication extends Application {
  readonly objects: readonly HeldObject[];
  readonly remotes: readonly RemoteResource[];
  /** The kustomization of its folder, where values that come from elsewhere can be overridden. */
  readonly overlay: string | undefined;
  /** What may change it in ways that are not followed, as sentences. */
  readonly doubts: readonly string[];
}

export interface HeldObject {
  /** Kind and name without what tells the stage: the same object in all stages. */
  readonly key: string;
  readonly built: BuiltObject;
  /** With the Helm values of ConfigMaps in their place. */
  readonly value: Placed;
  readonly variables: Variables;
}

/** An ImageUpdateAutomation that may write into the files of a stage. */
export interface Automation extends Pick<BuiltObject, 'path' | 'span'> {
  /** The stage that builds it; undefined where none of those that were read does, so that nothing here tells whether it runs. */
  readonly stage: string | undefined;
  /** As it is built, else as it is written. */
  readonly value: Placed;
  readonly variables: Variables;
  /** Where it is written. */
  readonly tree: Tree;
}

/** The key of a place in a file. */
export function placeKey(path: string, start: number): string {
  return `${path}:${start}`;
}

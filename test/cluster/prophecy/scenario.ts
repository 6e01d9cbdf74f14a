import type { Action, DangerCode } from '../../../src/diff/terms/prediction.ts';
import type { KubernetesResource } from '../cluster.ts';

/** Path below the scenario's folder -> content; `null` deletes. `${NS}` is the scenario's namespace, everywhere. */
export type Files = Readonly<Record<string, string | null>>;

/** What somebody does to the cluster behind Flux's back; `${NS}` is replaced in the object too. */
export interface Deed {
  /** Server-side apply by this field manager, or an update by it as `kubectl edit` makes one. */
  readonly as: string;
  readonly operation: 'apply' | 'update' | 'delete';
  readonly object: KubernetesResource;
}

/**
 * One commit and what it does. The Kustomization `main` is applied from folder `main/` of the scenario's files; more of
 * them are given by name with their spec, and apply the folder of their name.
 */
export interface Scenario {
  /** In kebab case: names the scenario's namespace. */
  readonly name: string;
  readonly before: Files;
  /** What the commit changes. */
  readonly after: Files;
  /** Specs of Kustomizations by name, over the defaults; `main` if absent. */
  readonly kustomizations?: Readonly<Record<string, object>>;
  /** Objects that are there before Flux comes. */
  readonly given?: string;
  /** Done after the first reconcile and before the prediction. */
  readonly deeds?: readonly Deed[];
  /**
   * What the prediction must say of objects, so that a scenario is not about nothing: `Kind/name`, or
   * `kustomization:Kind/name` where several speak of it.
   */
  readonly expect: Readonly<Record<string, Action | `${Action} blocked`>>;
  /** Dangers that must be named, by object as in `expect`. */
  readonly dangers?: Readonly<Record<string, readonly DangerCode[]>>;
  /** Texts that no prediction may show. */
  readonly secrets?: readonly string[];
  /** Kustomizations that fail at the commit, as they should: Ready becomes False. */
  readonly fails?: readonly string[];
}

/** The namespace in which a scenario happens. */
export function namespaceOf({ name }: Scenario): string {
  return `prophecy-${name}`;
}

/** Replaces `${NS}` in all texts of a value. */
export function placed<T>(value: T, namespace: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll('${NS}', namespace)) as T;
}

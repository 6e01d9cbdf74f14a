import type { JsonObject } from '../../../src/flux/object.ts';
import type { VariableSource } from '../../../src/diff/terms/ports.ts';

/** One thing to render, as data: any engine can be asked, the real kustomize-controller too. */
export interface RenderCase {
  readonly name: string;
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What the Flux Kustomization's spec has besides what it must have. */
  readonly spec: JsonObject;
  readonly variables: readonly VariableSource[];
  /** It only means something on a worktree, where files are left out first. */
  readonly worktree?: { readonly ignore?: string };
  /** The flux CLI differs here, for this reason. */
  readonly notByCli?: string;
}

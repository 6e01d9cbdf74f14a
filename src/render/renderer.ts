/**
 * What a Flux Kustomization comes to: the port between those who want manifests rendered and the engine that does it.
 */
import type { Disposable } from '../base/disposable.ts';
import type { VariableSource } from '../diff/terms/ports.ts';
import { controllerFlags, type ControllerFlags } from '../flux/controllerFlags.ts';
import type { KubernetesObject } from '../flux/object.ts';

/** A file's content; text stands for its UTF-8 bytes. */
export type FileContent = string | Uint8Array;

/** A file's text. */
export function textOf(content: FileContent): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/**
 * Files by path from the root of the source, slashes between names, no leading slash. Symbolic links are left out, as
 * source-controller leaves them out. A map that was handed over never changes; the same map costs nothing again.
 */
export type Files = ReadonlyMap<string, FileContent>;

/** What of kustomize-controller's flags a build depends on. */
export type BuildFlags = Pick<ControllerFlags, 'isStrict' | 'allowsRemoteBases' | 'customStageKinds'>;

/** kustomize-controller as Flux installs it. */
export const defaultFlags: BuildFlags = controllerFlags([], undefined);

/** What to render. */
export interface RenderRequest {
  readonly files: Files;
  /**
   * `files` is a worktree: .sourceignore and the built-in exclusions are applied first, then the source's own
   * `spec.ignore`. Absent: `files` is what the artifact holds.
   */
  readonly worktree?: { readonly ignore?: string };
  /** The object of kind Kustomization in group kustomize.toolkit.fluxcd.io. */
  readonly kustomization: KubernetesObject;
  /** What is known of the sources of variables. What a source that is not here would give is unknown. */
  readonly variables?: readonly VariableSource[];
  /** Absent: {@link defaultFlags}. */
  readonly flags?: BuildFlags;
  /** Resets the OpenAPI schema as the controller does, even where nothing can have changed it: slower, same output. */
  readonly exact?: boolean;
  /** Tell of each object which file it came from, where that can be told; where files alone do not tell, it doubles the time. */
  readonly origins?: boolean;
}

/** What is wrong, or not known. */
export interface RenderProblem {
  /** `error`: Flux fails in the same way. `unknown`: it cannot be known here what Flux gets. */
  readonly kind: 'error' | 'unknown';
  /** One sentence or more, for people. */
  readonly message: string;
  /** A path as in {@link Files}. */
  readonly file?: string;
  /** Counted from 1, in the file or, where the libraries count so, in its YAML document. */
  readonly line?: number;
}

/** An object that Flux would apply. */
export interface RenderedObject {
  /** With the labels of its owner and the common metadata, before normalising. */
  readonly value: KubernetesObject;
  /** The file it came from, where it was asked for and is known. */
  readonly file?: string;
  /** It holds values that SOPS encrypted and Flux decrypts; here they stay as they are. */
  readonly encrypted: boolean;
}

/** What became of a request. */
export type RenderResult = RenderOutcome & {
  /** Paths of the files that were read for it, as in {@link Files}; absent where nobody knows. */
  readonly read?: readonly string[];
};

type RenderOutcome =
  | {
      readonly outcome: 'rendered';
      /** The build's output: what the controller hashes, byte for byte. */
      readonly text: string;
      /** `sha256:...` of the text, as in `status.history[].digest`. */
      readonly digest: string;
      /** In the order in which they are applied. */
      readonly objects: readonly RenderedObject[];
      /** Of kind `unknown`; with any of them the output is not what Flux would get. */
      readonly problems: readonly RenderProblem[];
    }
  /** Flux would fail to build this. */
  | { readonly outcome: 'failed'; readonly problems: readonly RenderProblem[] }
  /** It cannot be rendered here. */
  | { readonly outcome: 'unknown'; readonly problems: readonly RenderProblem[] };

/** Renders one request after the other. */
export interface Renderer extends Disposable {
  /** Rejects only with the signal's reason, as soon as it aborts; what was running for it is ended. */
  render(request: RenderRequest, signal: AbortSignal): Promise<RenderResult>;
  /**
   * Which files of a worktree source-controller leaves out of the artifact that it makes of it: by .sourceignore files, by
   * what is built in, and by the source's own `spec.ignore`. Undefined if it cannot be found out; rejects only with the
   * signal's reason.
   */
  leftOut(files: Files, ignore: string | undefined, signal: AbortSignal): Promise<ReadonlySet<string> | undefined>;
  /** Starts what renders, for a request that is about to come: what it waits for meanwhile costs it nothing. */
  prepare(): void;
}

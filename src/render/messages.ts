/** What the main thread and the worker say to each other, and the calls of the Go program, as JSON (wasm/message.go). */
import type { FileContent } from './renderer.ts';
import type { WasmModule } from './webAssembly.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly module: WasmModule;
  /** The text of Go's wasm_exec.js, of the Go that built the module. */
  readonly runtime: string;
}

/** A set of files that the worker is to keep, told as a change of one that it has. */
export interface FileSetChange {
  readonly id: number;
  /** Absent: of no files. */
  readonly from?: number;
  readonly changed: readonly (readonly [string, FileContent])[];
  readonly removed: readonly string[];
}

/** A request to the worker. There is at most one at a time. */
export type WorkerRequest = RenderMessage | { readonly artifact: ArtifactRequest };

export interface RenderMessage {
  readonly newSet?: FileSetChange;
  /** Sets that are not needed any more. */
  readonly forget: readonly number[];
  readonly set: number;
  /** Apply the rules that make an artifact of a worktree. */
  readonly worktree?: { readonly ignore?: string };
  readonly render: GoRequest;
}

/** The worker's answer. */
export interface WorkerAnswer {
  /** A {@link GoAnswer} as JSON; for an artifact an {@link ArtifactAnswer}. */
  readonly answer: string;
  /** Files that were read, as paths in the set. */
  readonly read: readonly string[];
  /** Bytes of WebAssembly memory, which never shrinks. */
  readonly memory: number;
}

export interface GoRequest {
  readonly kustomization: object;
  readonly variables: readonly { readonly kind: string; readonly name: string; readonly state: string }[];
  readonly strict: boolean;
  readonly noRemoteBases: boolean;
  readonly exact: boolean;
  readonly origins: boolean;
}

export type GoAnswer =
  | { readonly error: string; readonly cause?: 'network'; readonly remote?: string }
  | {
      readonly error?: undefined;
      readonly text: string;
      readonly digest: string;
      readonly objects: readonly { readonly value: object; readonly origin?: string }[] | null;
      readonly unknownVariables?: readonly string[];
    };

/** A worktree: the paths of its files, and the texts of those that are named .sourceignore. */
export interface ArtifactRequest {
  readonly paths: readonly string[];
  readonly ignoreFiles: Readonly<Record<string, string>>;
  /** The source's `spec.ignore`. */
  readonly ignore?: string;
}

/** Which of a worktree's files and folders are in the artifact. */
export interface ArtifactAnswer {
  readonly hidden: readonly string[];
  readonly folders: readonly string[];
}

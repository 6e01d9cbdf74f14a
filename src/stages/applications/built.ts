import type { KindId } from '../../flux/object.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { Placed, PlacedScalar, PlacedSource } from './placed.ts';

/** An object as the kustomizations of a folder make it, before variables. */
export interface BuiltObject {
  readonly apiVersion: string;
  readonly kindId: KindId;
  /** With what kustomizations put around it. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly value: Placed;
  /** Where it is declared: the file from the repository's root, and the object in it. */
  readonly path: string;
  readonly span: Span;
  /** Documents of patches that meet it, the one that counts most last. */
  readonly patches: readonly PlacedSource[];
  /** Entries of `images:` that it goes through, in order. */
  readonly images: readonly ImageRule[];
  /** Whether a generator makes it. */
  readonly generated: boolean;
  /** Its name as a generator has it; an object says its own. */
  readonly written?: string;
}

/** An entry of a kustomization's `images:`. */
export interface ImageRule {
  readonly name: string;
  readonly newName: PlacedScalar | undefined;
  readonly newTag: PlacedScalar | undefined;
  readonly digest: PlacedScalar | undefined;
}

/** A resource of a kustomization that is fetched. */
export interface RemoteResource {
  readonly scalar: PlacedScalar;
  /** Without `?ref=`. */
  readonly url: string;
}

/** What a folder comes to. */
export interface Built {
  readonly objects: readonly BuiltObject[];
  readonly remotes: readonly RemoteResource[];
  /** Files that were read, and those named that are no manifests; from the repository's root, inner ones first. */
  readonly files: ReadonlySet<string>;
  /** The kustomization of the folder itself; undefined where Flux makes one. */
  readonly kustomization: string | undefined;
  /** What may change objects in ways that are not followed, as sentences. */
  readonly doubts: readonly string[];
}

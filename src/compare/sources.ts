import { keyOfObject } from '../diff/values/objects.ts';
import type { Build, Builder } from '../diff/terms/ports.ts';
import { asText, valueAt } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import type { FluxObject, JsonObject, KubernetesObject } from '../flux/object.ts';
import { sourceRef } from '../flux/references.ts';
import { parseRevision } from '../flux/revision.ts';
import { sourceFolder, type SourceFacts, type SourceFolder } from '../origin/sourceFolder.ts';
import { createBuilder, type SourceFiles } from '../render/builder.ts';
import type { Renderer } from '../render/renderer.ts';
import { layerFiles, type LayeredFiles, type RepositoryFiles } from './layerFiles.ts';
import type { Repositories } from './repositories.ts';
import { whyNotApplied, whyNotHere } from './whyNotHere.ts';

/** Where the files of sources come from, for one comparison: each repository is read once. */
export interface Sources {
  /** Where a Kustomization's source is here. */
  place(kustomization: JsonObject): SourceFolder;
  /** Builds from the working tree, with what is applied as proof. */
  readonly workingTree: Builder;
  /** Builds from the revision that each Kustomization applied last. */
  readonly applied: Builder;
  /** Builds from the revision that Flux tried to apply last, whether that went well or not. */
  readonly attempted: Builder;
  /** Builds from a Git revision of one repository, and from what is checked out of others. */
  at(revision: string, root: string): Builder;
}

/** What sources are made of. */
export interface SourcesOptions {
  readonly facts: SourceFacts;
  readonly repositories: Repositories;
  readonly renderer: Renderer;
}

type ReadFiles = (kustomization: JsonObject, signal: AbortSignal) => Promise<(SourceFiles & LayeredFiles) | undefined>;

interface BuildingOptions {
  readonly appliedFilesFor?: ReadFiles;
  /** Why there are no files though the source is here. */
  readonly otherwise?: (kustomization: JsonObject) => string;
}

/** Makes the sources for one comparison. */
export function createSources({ facts, repositories, renderer }: SourcesOptions): Sources {
  const place = (kustomization: JsonObject): SourceFolder => {
    const source = sourceRef(asFluxObject(kustomization));
    return source === undefined
      ? { state: 'elsewhere', why: { code: 'noSource', source: keyOfObject(kustomization) } }
      : sourceFolder(source, facts);
  };

  /** Reads by `of`; undefined where not all files of the source are here. */
  const reading =
    (
      of: (root: string, signal: AbortSignal, kustomization: JsonObject) => Promise<RepositoryFiles | undefined>,
    ): ReadFiles =>
    async (kustomization, signal) => {
      const found = place(kustomization);
      if (found.state === 'elsewhere' || found.missing.length > 0) return undefined;
      const roots = [...new Set(found.layers.map(({ repository }) => repository.root))];
      const read = await Promise.all(roots.map(async (root) => [root, await of(root, signal, kustomization)] as const));
      const known = new Map(read.flatMap(([root, files]) => (files ? [[root, files] as const] : [])));
      if (known.size < roots.length) return undefined;
      const files = await layerFiles(found.layers, {
        of: (root) => Promise.resolve(known.get(root) ?? nothing),
        leftOut: (files, ignore) => renderer.leftOut(files, ignore, signal),
      });
      return { ...files, worktree: ignoreOf(kustomization, facts) };
    };

  const building = (files: ReadFiles, { appliedFilesFor, otherwise }: BuildingOptions): Builder => {
    const build = createBuilder(renderer, { filesFor: files, ...(appliedFilesFor && { appliedFilesFor }) });
    const why = (kustomization: JsonObject) => whyNotHere(place(kustomization)) ?? otherwise?.(kustomization);
    return careful(files, explained(build, why));
  };

  const once = new Map<string, Promise<RepositoryFiles>>();
  const workingTree = reading((root, signal) => {
    const work = once.get(root) ?? repositories.workingTree(root, signal);
    once.set(root, work);
    return work;
  });
  const readingCommit = (commitOf: (kustomization: JsonObject) => string | undefined): ReadFiles =>
    reading(async (root, signal, kustomization) => {
      const commit = commitOf(kustomization);
      // It may have been made by a push that was never fetched.
      return commit === undefined ? undefined : repositories.at(root, commit, signal).catch(unlessAborted(signal));
    });
  const applied = readingCommit(appliedCommit);

  return {
    place,
    workingTree: building(workingTree, { appliedFilesFor: applied }),
    applied: building(applied, { appliedFilesFor: applied, otherwise: whyNotApplied }),
    attempted: building(readingCommit(attemptedCommit), {}),
    at: (revision, chosen) =>
      building(
        reading((root, signal) =>
          repositories.at(root, root === chosen ? revision : 'HEAD', signal).catch(unlessAborted(signal)),
        ),
        { otherwise: () => `There is no revision ${revision} in its repository.` },
      ),
  };
}

const nothing: RepositoryFiles = { files: new Map(), notes: [] };

/** The commit that a Kustomization applied last; undefined where its revision names none. */
function appliedCommit(kustomization: JsonObject): string | undefined {
  const status = valueAt(kustomization, 'status');
  const origin = asText(valueAt(status, 'lastAppliedOriginRevision'));
  return commitOf(kustomization, origin ?? asText(valueAt(status, 'lastAppliedRevision')));
}

/** The commit that it tried to apply last. */
function attemptedCommit(kustomization: JsonObject): string | undefined {
  return commitOf(kustomization, asText(valueAt(kustomization, 'status', 'lastAttemptedRevision')));
}

function commitOf(kustomization: JsonObject, revision: string | undefined): string | undefined {
  const { algorithm, hash } = parseRevision(revision ?? '');
  const isCommit = algorithm === 'sha1' || sourceKindOf(kustomization) === 'GitRepository';
  return isCommit ? hash : undefined;
}

/** What a build says that rests on files which are not as Flux has them is not known. */
function careful(files: ReadFiles, build: Builder): Builder {
  return async (request, signal) => {
    const result = await build(request, signal);
    if (result.outcome === 'unknown') return result;
    const uncertain = (await files(request.kustomization, signal))?.uncertain ?? [];
    if (uncertain.length === 0) return result;
    const message = `Flux has other content than can be read here: ${uncertain.slice(0, 3).join(', ')}.`;
    return withDoubt(result, message);
  };
}

/** Says why files are not here, where they are not. */
function explained(build: Builder, why: (kustomization: JsonObject) => string | undefined): Builder {
  return async (request, signal) => {
    const result = await build(request, signal);
    if (result.outcome !== 'unknown' || result.unknown !== 'source') return result;
    return { ...result, message: why(request.kustomization) ?? result.message };
  };
}

function withDoubt(build: Exclude<Build, { outcome: 'unknown' }>, message: string): Build {
  if (build.outcome === 'failed') return { outcome: 'unknown', unknown: 'source', message };
  return { ...build, certainty: { level: 'approximate', reason: message } };
}

/** source-controller leaves out what spec.ignore of a source and .sourceignore files name. */
function ignoreOf(kustomization: JsonObject, { lookup }: SourceFacts): { readonly ignore?: string } {
  const key = sourceRef(asFluxObject(kustomization));
  const source = key === undefined ? undefined : lookup(key);
  const ignore = asText(valueAt(source?.raw.spec, 'ignore'));
  return ignore === undefined ? {} : { ignore };
}

function sourceKindOf(kustomization: JsonObject): string | undefined {
  return asText(valueAt(kustomization, 'spec', 'sourceRef', 'kind'));
}

/** A Kustomization that may not be in the cluster yet, for what reads objects of the cluster. */
function asFluxObject(kustomization: JsonObject): FluxObject {
  const raw = kustomization as unknown as KubernetesObject;
  return { key: keyOfObject(kustomization), kindId: kinds.kustomization, raw };
}

function unlessAborted(signal: AbortSignal): () => undefined {
  return () => {
    signal.throwIfAborted();
    return undefined;
  };
}

import { artifactCopy } from '../flux/artifactCopy.ts';
import { asObject, asObjects, asText, specOf, valueAt } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import { kindId, objectKey, parseKey, type FluxObject, type JsonObject, type ObjectKey } from '../flux/object.ts';
import type { Lookup } from '../flux/references.ts';
import { sameRepository } from '../flux/repositoryUrl.ts';
import { copiedFiles, sparse } from './keeps.ts';
import { followed } from './follows.ts';
import { cleanPath, isBelow, movedLayers, throughArtifact, type Layer, type Way } from './layers.ts';
import type { OpenRepository } from './openRepository.ts';

/** Why a source's files, or some of them, are not among those that are open. */
export interface NotHere {
  readonly code:
    /** The cluster has no such source, or it may not be read. */
    | 'noSource'
    /** No repository is open. */
    | 'nothingOpen'
    /** No open repository has this remote. */
    | 'otherRepository'
    /** Nothing tells which folder it is made of: a person has to say. */
    | 'notMapped'
    /** An ExternalArtifact whose generator is not known. */
    | 'noGenerator'
    /** Sources that are made of each other. */
    | 'cycle';
  readonly source: ObjectKey;
  /** The address that was looked for, where there is one. */
  readonly address?: string;
}

/** Where the files of a source are. */
export type SourceFolder =
  | {
      readonly state: 'here';
      readonly layers: readonly Layer[];
      /** What of the source is missing here, such as another repository that it includes. */
      readonly missing: readonly NotHere[];
      /** Other open repositories that have the same remote. */
      readonly others: readonly string[];
    }
  | { readonly state: 'elsewhere'; readonly why: NotHere };

/** What sources are looked up in. */
export interface SourceFacts {
  readonly lookup: Lookup;
  readonly repositories: readonly OpenRepository[];
  /** Folders that a person chose for sources, by {@link sourceAddress}. */
  readonly remembered: ReadonlyMap<string, string>;
}

/**
 * What a source is known by, in every cluster: `GitRepository https://example.org/fleet`, `OCIRepository oci://...`,
 * `Bucket endpoint/name/prefix`; of one without an address its key.
 */
export function sourceAddress(source: FluxObject): string {
  const spec = specOf(source);
  const { kind } = parseKey(source.key);
  const bucket = [spec['endpoint'], spec['bucketName'], spec['prefix']].flatMap((part) => asText(part) ?? []);
  const address = asText(spec['url']) ?? (bucket.length > 0 ? bucket.join('/') : undefined);
  return address === undefined ? source.key : `${kind} ${address}`;
}

/** Finds the files of a GitRepository, OCIRepository, Bucket or ExternalArtifact among what is open here. */
export function sourceFolder(key: ObjectKey, facts: SourceFacts, above: readonly ObjectKey[] = []): SourceFolder {
  const source = facts.lookup(key);
  if (source === undefined) return elsewhere({ code: 'noSource', source: key });
  if (above.includes(key)) return elsewhere({ code: 'cycle', source: key });
  const chosen = facts.remembered.get(sourceAddress(source));
  const repository = chosen === undefined ? undefined : repositoryOf(facts.repositories, chosen);
  if (chosen !== undefined && repository !== undefined) return withIncludes(source, chosen, [repository], facts, above);
  if (source.kindId === kinds.gitRepository) return gitFolder(source, facts, above);
  if (source.kindId === kinds.externalArtifact) return generatedFolder(source, facts, above);
  return elsewhere({ code: 'notMapped', source: key, ...addressOf(source) });
}

function gitFolder(source: FluxObject, facts: SourceFacts, above: readonly ObjectKey[]): SourceFolder {
  const { repositories } = facts;
  const url = asText(specOf(source)['url']) ?? '';
  const matching = repositories
    .filter(({ remotes }) => remotes.some((remote) => sameRepository(remote.url, url)))
    .sort((a, b) => rank(source, a) - rank(source, b));
  const [first] = matching;
  if (first === undefined) {
    const code = repositories.length === 0 ? 'nothingOpen' : 'otherRepository';
    return elsewhere({ code, source: source.key, ...addressOf(source) });
  }
  return withIncludes(source, first.root, matching, facts, above);
}

/** Of several checkouts the one of what the source follows comes first. */
function rank(source: FluxObject, repository: OpenRepository): number {
  return followed(source, repository).isCheckedOut === true ? 0 : 1;
}

/**
 * A source that is a folder here, and what it includes: the files of other GitRepositories, laid over its own
 * (source-controller, spec.include; toPath is the other's name where none is given).
 */
function withIncludes(
  source: FluxObject,
  folder: string,
  [repository, ...others]: readonly OpenRepository[],
  facts: SourceFacts,
  above: readonly ObjectKey[],
): SourceFolder {
  if (repository === undefined) return elsewhere({ code: 'nothingOpen', source: source.key });
  const spec = specOf(source);
  const isGit = source.kindId === kinds.gitRepository;
  const keeps = isGit ? sparse(spec['sparseCheckout']) : undefined;
  const follows = isGit ? followed(source, repository) : undefined;
  const own: Layer = { folder, at: '', repository, follows, ...(keeps && { keeps }) };
  const included = asObjects(isGit ? spec['include'] : undefined).map((include) => {
    const name = asText(asObject(include['repository'])?.['name']) ?? '';
    const key = objectKey(kinds.gitRepository, parseKey(source.key).namespace, name);
    const found = sourceFolder(key, facts, [...above, source.key]);
    const [from, to] = [cleanPath(asText(include['fromPath'])), cleanPath(asText(include['toPath']) ?? name)];
    return partOf(found, facts.lookup(key), { from, to });
  });
  return {
    state: 'here',
    layers: [own, ...included.flatMap(({ layers }) => layers)],
    missing: included.flatMap(({ missing }) => missing),
    others: others.map(({ root }) => root),
  };
}

/** An artifact that an ArtifactGenerator puts together by copies (source-watcher). */
function generatedFolder(artifact: FluxObject, facts: SourceFacts, above: readonly ObjectKey[]): SourceFolder {
  const { namespace, name } = parseKey(artifact.key);
  const back = asObject(specOf(artifact)['sourceRef']);
  const generatorName = asText(back?.['name']);
  const generator =
    back?.['kind'] === 'ArtifactGenerator' && generatorName !== undefined
      ? facts.lookup(objectKey(kinds.artifactGenerator, asText(back['namespace']) ?? namespace, generatorName))
      : undefined;
  const made = asObjects(generator && specOf(generator)['artifacts']).find((one) => one['name'] === name);
  if (generator === undefined || made === undefined) return elsewhere({ code: 'noGenerator', source: artifact.key });

  const sources = new Map(
    asObjects(specOf(generator)['sources']).map(
      (one) => [asText(one['alias']) ?? '', sourceKey(one, namespace)] as const,
    ),
  );
  const layers: Layer[] = [];
  const missing: NotHere[] = [];
  for (const copy of asObjects(made['copy'])) {
    const read = artifactCopy(asText(copy['from']) ?? '', asText(copy['to']) ?? '');
    const key = read && sources.get(read.alias);
    if (read === undefined || key === undefined) continue;
    const found = sourceFolder(key, facts, [...above, artifact.key]);
    const part = partOf(found, facts.lookup(key), { ...read, ...copiedFiles(read, copy) });
    layers.push(...part.layers);
    missing.push(...part.missing);
  }
  const [why] = missing;
  return layers.length === 0 && why !== undefined
    ? elsewhere(why)
    : { state: 'here', layers, missing: unique(missing), others: [] };
}

function sourceKey(reference: JsonObject, namespace: string): ObjectKey {
  const kind = asText(reference['kind']) ?? '';
  const id = kindId('source.toolkit.fluxcd.io', kind);
  return objectKey(id, asText(reference['namespace']) ?? namespace, asText(reference['name']) ?? '');
}

/** What comes of another source, whose artifact it is taken from. */
function partOf(
  found: SourceFolder,
  source: FluxObject | undefined,
  way: Way,
): { readonly layers: readonly Layer[]; readonly missing: readonly NotHere[] } {
  if (found.state === 'elsewhere') return { layers: [], missing: [found.why] };
  const artifact = { layers: found.layers, ignore: asText(source && specOf(source)['ignore']) };
  return { layers: movedLayers(throughArtifact(artifact), way), missing: found.missing };
}

function repositoryOf(repositories: readonly OpenRepository[], folder: string): OpenRepository | undefined {
  const around = repositories.filter(({ root }) => isBelow(folder, root));
  return around.sort((a, b) => b.root.length - a.root.length)[0];
}

function addressOf(source: FluxObject): { readonly address?: string } {
  const address = asText(specOf(source)['url']) ?? asText(valueAt(source.raw.spec, 'endpoint'));
  return address === undefined ? {} : { address };
}

function unique(all: readonly NotHere[]): NotHere[] {
  return [...new Map(all.map((one) => [one.source, one])).values()];
}

function elsewhere(why: NotHere): SourceFolder {
  return { state: 'elsewhere', why };
}

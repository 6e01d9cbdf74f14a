import { objectMeta, wholeObject, withTypeTexts } from './objectMeta.ts';
import type { CatalogueFile, CatalogueFileEntry, CatalogueIndex, CatalogueKind, TextFile } from './catalogueFile.ts';
import { describeFrom } from './describe.ts';
import type { SchemaLayer } from './layer.ts';
import { compareMinors, nearestMinor } from './minorVersion.ts';
import type { KindEntry, KindSchema } from './schema.ts';

/** How the catalogue's files are read, by name; `undefined` where there is no such file. Called once for each. */
export interface CatalogueReader {
  /** A file of `schemas/`, parsed. */
  schemas(file: string): unknown;
  /** A file of texts, parsed: it has the name of the file of schemas of the product's newest version. */
  texts?(file: string): unknown;
}

/** The versions to take, as clusters say them or short: `v1.36.4+k3s1`, `1.36`. Absent: the newest. */
export interface CatalogueChoice {
  readonly kubernetes?: string | undefined;
  readonly flux?: string | undefined;
}

/** The minor versions that can be chosen, the newest first. */
export function catalogueVersions(reader: CatalogueReader): { kubernetes: string[]; flux: string[] } {
  const { files } = readIndex(reader);
  return { kubernetes: versionsOf(files, 'kubernetes'), flux: versionsOf(files, 'flux') };
}

/**
 * The catalogue as a layer: of each product one version, the nearest to the one chosen that is not newer. Its index is
 * read at once, a file of schemas when one of its kinds is first asked for, and texts when the first description is.
 */
export function catalogueLayer(reader: CatalogueReader, choice: CatalogueChoice): SchemaLayer {
  const { files: all } = readIndex(reader);
  const files = chooseFiles(all, choice).map((entry) => openFile(reader, entry, newestFile(all, entry.product)));
  return {
    entries: files.flatMap(({ entry }) => entry.kinds.flatMap(entriesOf)),
    exclusive: false,
    find: (group, version, kind) => firstOf(files, (file) => file.find(`${group}/${version}/${kind}`)),
    describe: (kind, path) => firstOf(files, (file) => file.describe(kind, path)),
  };
}

interface OpenFile {
  readonly entry: CatalogueFileEntry;
  find(key: string): KindSchema | undefined;
  describe(kind: KindSchema, path: readonly string[]): string | undefined;
}

/** Texts are those of the product's newest version. */
function openFile(reader: CatalogueReader, entry: CatalogueFileEntry, textFile: string): OpenFile {
  const listed = new Map(entry.kinds.flatMap((kind) => kind.versions.map((version) => [keyOf(kind, version), kind])));
  const found = new Map<string, KindSchema>();
  const schemas = once(() => (reader.schemas(entry.file) ?? noSchemas) as CatalogueFile);
  const texts = once(() => reader.texts?.(textFile) as TextFile | undefined);
  return {
    entry,
    find(key) {
      const known = found.get(key);
      const kind = listed.get(key);
      if (known !== undefined || kind === undefined) return known;
      const schema = kindSchema(entry, kind, key, schemas());
      if (schema !== undefined) found.set(key, schema);
      return schema;
    },
    describe(kind, path) {
      const key = `${kind.group}/${kind.version}/${kind.kind}`;
      const file = found.get(key) === kind ? texts() : undefined;
      return file && describeFrom(file, key, kind, path);
    },
  };
}

function kindSchema(
  { title, custom }: CatalogueFileEntry,
  { group, kind, cluster, deprecated }: CatalogueKind,
  key: string,
  { kinds, definitions }: CatalogueFile,
): KindSchema | undefined {
  const version = key.slice(group.length + 1, -kind.length - 1);
  const sentence = deprecated?.[version];
  const listed = kinds[key];
  const own = listed?.$ref === undefined ? listed : definitions[listed.$ref];
  if (own === undefined) return undefined;
  return {
    group,
    version,
    kind,
    namespaced: cluster !== true,
    schema: custom ? wholeObject(own) : withTypeTexts(own),
    definition: (name) =>
      name === metadataName ? objectMeta : Object.hasOwn(definitions, name) ? definitions[name] : undefined,
    origin: 'catalogue',
    source: title,
    custom,
    ...(sentence === undefined ? {} : { deprecated: sentence }),
  };
}

/** How the catalogue's files name the metadata of whole objects; its schema stands in objectMeta.ts. */
const metadataName = 'meta.v1.ObjectMeta';
const noSchemas: CatalogueFile = { kinds: {}, definitions: {} };

/** Of each product the file of the version to take; behind one that lacks kinds, those of the next newer versions. */
function chooseFiles(files: readonly CatalogueFileEntry[], choice: CatalogueChoice): CatalogueFileEntry[] {
  const wanted: Readonly<Record<string, string | undefined>> = { ...choice };
  return [...new Set(files.map(({ product }) => product))].flatMap((product) => {
    const versions = versionsOf(files, product);
    const nearest = nearestMinor(versions, wanted[product]);
    const upwards = nearest === undefined ? [undefined] : versions.slice(0, versions.indexOf(nearest) + 1).reverse();
    const found = upwards.flatMap((one) => files.filter((file) => file.product === product && file.version === one));
    return found.filter((_, index) => found.slice(0, index).every(({ partial }) => partial === true));
  });
}

function versionsOf(files: readonly CatalogueFileEntry[], product: string): string[] {
  return files
    .filter((file) => file.product === product)
    .flatMap(({ version }) => version ?? [])
    .sort(compareMinors)
    .reverse();
}

function newestFile(files: readonly CatalogueFileEntry[], product: string): string {
  const [newest] = versionsOf(files, product);
  return files.find((file) => file.product === product && file.version === newest)?.file ?? '';
}

function entriesOf({ group, kind, versions, plural, shortNames = [], cluster }: CatalogueKind): KindEntry[] {
  return versions.map((version) => ({ group, version, kind, plural, shortNames, namespaced: cluster !== true }));
}

function keyOf({ group, kind }: CatalogueKind, version: string): string {
  return `${group}/${version}/${kind}`;
}

function readIndex(reader: CatalogueReader): CatalogueIndex {
  return (reader.schemas('index.json') ?? { files: [] }) as CatalogueIndex;
}

function firstOf<Item, Found>(items: readonly Item[], look: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

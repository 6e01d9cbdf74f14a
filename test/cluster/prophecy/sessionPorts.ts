import type { DiffPorts } from '../../../src/diff/predictChange.ts';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import { groupOf, type JsonObject } from '../../../src/flux/object.ts';
import { createBuilder, type BuilderFiles } from '../../../src/render/builder.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import type { TestSession } from '../session/openSession.ts';

const catalogue = catalogueLayer(catalogueFiles, {});

/** What a prediction works with: a session's cluster, and builds of files. */
export function sessionPorts({ session, client }: TestSession, renderer: Renderer, files: BuilderFiles): DiffPorts {
  const { appliedFilesFor = files.filesFor } = files;
  return {
    cluster: client.diff,
    build: createBuilder(renderer, files),
    buildApplied: createBuilder(renderer, { filesFor: appliedFilesFor }),
    facts: new Map(
      [...session.snapshot.kinds.values()].flatMap((kind) =>
        [...kind.objects.values()].map(({ key, raw }) => [key, raw as unknown as JsonObject] as const),
      ),
    ),
    schema: (apiVersion, kind) =>
      catalogue.find(groupOf(apiVersion), apiVersion.slice(apiVersion.lastIndexOf('/') + 1), kind),
  };
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { groupOf, kindId, objectKey, type KubernetesObject } from '../../../src/flux/object.ts';
import { compareKeys } from '../../../src/flux/applyOrder.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { ensureFluxCli } from '../../cluster/build/fluxCli.ts';
import { singleCases } from '../cases/cases.ts';
import type { RenderCase } from '../cases/renderCase.ts';
import { specialCases } from '../cases/specialCases.ts';
import { requestOf } from './requestOf.ts';

const ending = new AbortController();
let flux: string;
let renderer: Renderer;

beforeAll(async () => {
  flux = await ensureFluxCli({ signal: ending.signal });
  renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
});
afterAll(() => renderer.dispose());

/** What `flux build kustomization` prints, or undefined if it refuses. */
async function fluxBuild(one: RenderCase): Promise<KubernetesObject[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-flux-build-'));
  try {
    const owner = requestOf(one).kustomization;
    await writeFile(join(folder, 'owner.json'), JSON.stringify(owner));
    for (const [path, text] of Object.entries(one.files)) {
      await mkdir(dirname(join(folder, 'source', path)), { recursive: true });
      await writeFile(join(folder, 'source', path), text);
    }
    const path = join(folder, 'source', typeof one.spec['path'] === 'string' ? one.spec['path'] : '');
    const args = ['build', 'kustomization', owner.metadata.name, '--dry-run', '--strict-substitute'];
    const place = ['--path', path, '--kustomization-file', join(folder, 'owner.json'), '-n', 'flux-system'];
    const { stdout } = await promisify(execFile)(flux, [...args, ...place], { env: { PATH: '', HOME: folder } });
    return parseAllDocuments(stdout)
      .map((document) => document.toJS() as KubernetesObject | null)
      .filter((object) => object !== null);
  } catch (error) {
    if (error instanceof Error && 'stderr' in error) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const keyOf = ({ apiVersion, kind, metadata }: KubernetesObject) =>
  objectKey(kindId(groupOf(apiVersion), kind), metadata.namespace, metadata.name);
const byKey = (one: KubernetesObject, other: KubernetesObject) => compareKeys(keyOf(one), keyOf(other));

const cases = [...singleCases, ...specialCases].filter(({ notByCli }) => notByCli === undefined);

describe('the engine gives what `flux build kustomization` prints, and fails where it fails', () => {
  test.each(cases)('$name', async (one) => {
    const expected = await fluxBuild(one);
    const result = await renderer.render(requestOf(one), ending.signal);
    const objects = result.outcome === 'rendered' ? result.objects.map(({ value }) => value) : undefined;
    expect(objects?.toSorted(byKey)).toEqual(expected?.toSorted(byKey));
  });
});

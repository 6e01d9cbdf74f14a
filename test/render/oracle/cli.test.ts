import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createLimiter } from '../../../src/base/limiter.ts';
import { groupOf, kindId, objectKey, type KubernetesObject } from '../../../src/flux/object.ts';
import { compareKeys } from '../../../src/flux/applyOrder.ts';
import { ensureFluxCli } from '../../cluster/build/fluxCli.ts';
import { cliCases } from '../cases/cases.ts';
import type { RenderCase } from '../cases/renderCase.ts';
import { renderNatively } from './compare.ts';
import { startNativeEngine, type NativeEngine } from './nativeEngine.ts';
import { requestOf } from './requestOf.ts';

const ending = new AbortController();
let flux: string;
let native: NativeEngine;
/** What the CLI prints for each case. */
let builds: ReadonlyMap<RenderCase, Promise<KubernetesObject[] | undefined>>;

/** At the same time. */
const processes = 4;

beforeAll(async () => {
  flux = await ensureFluxCli({ signal: ending.signal });
  native = await startNativeEngine(ending.signal);
  // A process waits half of its time, so several are ahead of the case that is looked at.
  const limit = createLimiter(processes);
  builds = new Map(cliCases.map((one) => [one, limit(() => fluxBuild(one), ending.signal)]));
  for (const build of builds.values()) build.catch(() => undefined);
});
afterAll(() => {
  ending.abort();
  native.dispose();
});

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
    const { stdout } = await promisify(execFile)(flux, [...args, ...place], {
      env: { PATH: '', HOME: folder },
      signal: ending.signal,
    });
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

// That the engine gives the same for each of these cases is held in native.test.ts: a case costs it ten times as much.
describe('the native build gives what `flux build kustomization` prints, and fails where it fails', () => {
  test.each(cliCases)('$name', async (one) => {
    const expected = await builds.get(one);
    const result = await renderNatively(native, requestOf(one));
    const objects = result.outcome === 'rendered' ? result.objects.map(({ value }) => value) : undefined;
    expect(objects?.toSorted(byKey)).toEqual(expected?.toSorted(byKey));
  });
});

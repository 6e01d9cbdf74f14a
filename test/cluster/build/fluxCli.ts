import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { goFailure } from '../../../scripts/go/failures.ts';
import { reporter } from '../progress.ts';
import type { BuildOptions } from './buildTools.ts';
import { cached, cachedNames, cacheFolder } from '../../../scripts/go/cacheFolder.ts';
import { runGo } from '../../../scripts/go/go.ts';
import { controlPlaneRecipe } from './recipes.ts';
import { goMissing, goVersion } from '../../../scripts/go/toolchain.ts';

const module = 'github.com/fluxcd/flux2/v2';
const version = 'v2.9.5';
/** Go's checksum of the module at that version. */
const sum = 'h1:jwCccxvkD+2QnsjN+pl5QqM8KnFUwA8pIoQ1Lf0avkA=';

/**
 * Path of the flux CLI, built on first use: a peer for benchmarks and an oracle for tests. The published module
 * lacks the manifests that it embeds, which upstream's Makefile makes; a copy gets an empty one instead. So
 * `flux install` and `flux bootstrap` do not work, everything that talks to a cluster does.
 */
export async function ensureFluxCli(options: BuildOptions): Promise<string> {
  const folder = controlPlaneRecipe(new Set()).module;
  const stem = `flux-cli-${version}-${process.platform}-${process.arch}-`;
  const go = await goVersion('the flux CLI', folder, options.signal);
  const [earlier] = await cachedNames(stem);
  if (go === undefined && earlier === undefined) throw goMissing('the flux CLI');
  const made =
    go === undefined && earlier !== undefined
      ? join(cacheFolder(), earlier)
      : await cached(`${stem}${go ?? ''}`, (target) => build(folder, target, options));
  return join(made, 'flux');
}

async function build(anyModule: string, target: string, { signal, onProgress }: BuildOptions): Promise<void> {
  const step = reporter('flux CLI', onProgress);
  step('starting go');
  const source = await download(anyModule, { signal, onProgress });
  const copy = await mkdtemp(join(tmpdir(), 'sluice-flux-'));
  try {
    await copySources(source, copy);
    await mkdir(join(copy, 'cmd/flux/manifests'), { recursive: true });
    await writeFile(join(copy, 'cmd/flux/manifests/none.yaml'), '{}\n');
    const flags = ['-v', '-ldflags', `-s -w -X main.VERSION=${version.slice(1)}`];
    await runGo('Building the flux CLI', ['build', ...flags, '-o', join(target, 'flux'), './cmd/flux'], {
      folder: copy,
      signal,
      onStep: step,
      env: { CGO_ENABLED: '0' },
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function download(folder: string, { signal, onProgress }: BuildOptions): Promise<string> {
  const onStep = reporter('flux CLI', onProgress);
  const args = ['mod', 'download', '-json', `${module}@${version}`];
  const answer = JSON.parse(await runGo('Downloading the flux CLI', args, { folder, signal, onStep })) as GoDownload;
  if (answer.Sum === sum) return answer.Dir;
  throw goFailure(
    'buildFailed',
    `The module of the flux CLI is not the one that was pinned: ${answer.Sum} instead of ${sum}.`,
  );
}

interface GoDownload {
  readonly Dir: string;
  readonly Sum: string;
}

/** Go files without tests, go.mod and go.sum. */
async function copySources(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const wanted = /(^|\/)go\.(mod|sum)$|(?<!_test)\.go$/;
  for (const entry of entries.filter((one) => one.isFile())) {
    const source = join(entry.parentPath, entry.name);
    const path = source.slice(from.length + 1);
    if (!wanted.test(path) || path.startsWith('tests/')) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(source, join(to, path));
  }
}

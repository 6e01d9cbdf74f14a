/**
 * Bundles the extension into dist/, checks what is in it, and adds what is made with Go: the texts of hovers and the
 * rendering engine.
 * usage: npm run build [-- --watch]
 */
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { context, type BuildOptions, type BuildResult, type Plugin } from 'esbuild';
import { bundles, kilobytes, objections, packagesOf, type Bundle, type BundleContent } from './bundles.ts';
import { addTexts } from './catalogue/texts.ts';
import { runScript } from './fail.ts';
import { root } from './paths.ts';
import { addEngine, type Compression } from './render/engine.ts';

/** Builds every bundle and adds what is made with Go; resolves with whether all bundles are as they should be. */
export async function build(compression: Compression = 'quick'): Promise<boolean> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const results = await Promise.all(bundles.map(buildOne));
  await addTexts(join(root, 'dist', 'texts'));
  await addEngine(join(root, 'dist'), compression);
  return results.every((good) => good);
}

async function buildOne(bundle: Bundle): Promise<boolean> {
  const builder = await context(optionsOf(bundle));
  try {
    const result = await builder.rebuild();
    if (bundle.executable === true) await chmod(join(root, 'dist', `${bundle.name}.cjs`), 0o755);
    return report(bundle, result);
  } catch {
    return false; // esbuild has printed why.
  } finally {
    await builder.dispose();
  }
}

async function watch(): Promise<void> {
  for (const bundle of bundles) {
    const reporter: Plugin = {
      name: 'report',
      setup: ({ onEnd }) =>
        onEnd((result) => {
          if (result.errors.length === 0) report(bundle, result);
        }),
    };
    await (await context({ ...optionsOf(bundle), plugins: [reporter] })).watch();
  }
}

function optionsOf({ name, entry, external }: Bundle): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${name}.cjs`,
    external: [...external],
    // CommonJS has another name for the folder of the running file.
    define: { 'import.meta.dirname': '__dirname' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'warning',
  };
}

function report(bundle: Bundle, { metafile }: BuildResult): boolean {
  const content = contentOf(bundle, metafile);
  const wrong = objections(bundle, content);
  console.log(`dist/${bundle.name}.cjs  ${kilobytes(content.bytes)}`);
  for (const sentence of wrong) console.error(sentence);
  return wrong.length === 0;
}

function contentOf({ name }: Bundle, metafile: BuildResult['metafile']): BundleContent {
  const output = metafile?.outputs[`dist/${name}.cjs`];
  return { bytes: output?.bytes ?? 0, packages: packagesOf(Object.keys(output?.inputs ?? {})) };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' } } });
  await runScript(async () => {
    if (values.watch !== true) return (await build()) ? 0 : 1;
    await watch();
    return 0;
  });
}

/**
 * Builds the extension and packs it, and checks what is in the packages: the VSIX for VS Code, and what npm would
 * publish for the command line.
 * usage: npm run package
 */
import { rm, stat } from 'node:fs/promises';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { engineFiles } from '../src/render/engine.ts';
import { build } from './build.ts';
import { bundles, kilobytes } from './bundles.ts';
import { Refusal, runScript } from './fail.ts';
import { root, vsix } from './paths.ts';
import { runTool } from './runTool.ts';

const largestVsix = 15_000_000;

/** What a package may hold and must hold, as paths from its root. */
interface Content {
  readonly allowed: readonly RegExp[];
  readonly needed: readonly string[];
}

const documents = /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
/** The catalogue; what it holds of others' work is said in its README. */
const schemas = /^schemas\/([\w.-]+\.json|README\.md)$/;
const vsixContent: Content = {
  allowed: [
    documents,
    /^package\.nls(\.[\w-]+)?\.json$/,
    /^dist\/\w+\.cjs$/,
    /^dist\/texts\/[\w.-]+\.json$/,
    /^dist\/(render\.wasm\.br|goRuntime\.js|render\.licenses\.txt)$/,
    schemas,
    /^media\/[\w-]+\.(svg|png|woff)$/,
    /^syntaxes\/[\w.]+\.json$/,
    /^docs\/diagnostics\.md$/,
  ],
  needed: [
    'package.json',
    'package.nls.json',
    'LICENSE',
    'schemas/index.json',
    ...Object.values(engineFiles).map((name) => `dist/${name}`),
    ...bundles.map(({ name }) => `dist/${name}.cjs`),
  ],
};
const npmContent: Content = {
  allowed: [documents, schemas, /^dist\/cli\.cjs$/],
  needed: ['package.json', 'LICENSE', 'schemas/index.json', 'dist/cli.cjs'],
};

/** Builds and packs the extension; resolves with the path of the VSIX. Throws a {@link Refusal} if anything is amiss. */
export async function packageExtension(): Promise<string> {
  if (!(await build('small'))) throw new Refusal('The extension was not packed, because building it failed.');
  await rm(vsix, { force: true });
  requireContent('The VSIX', vsixContent, await listFiles({ cwd: root, packageManager: PackageManager.None }));
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = await stat(vsix);
  if (size > largestVsix) {
    throw new Refusal(`The VSIX has ${kilobytes(size)}, more than its limit of ${kilobytes(largestVsix)}.`);
  }
  return vsix;
}

/** Asks npm what it would publish, and checks it. */
async function checkNpmContent(): Promise<void> {
  const { code, stdout, output } = await runTool('npm', [
    'pack',
    '--dry-run',
    '--json',
    '--ignore-scripts',
    '--loglevel=error',
  ]);
  if (code !== 0) throw new Refusal(`npm cannot tell what it would publish:\n${output}`);
  const [listing] = JSON.parse(stdout) as { files: { path: string }[] }[];
  requireContent('The npm package', npmContent, listing?.files.map(({ path }) => path) ?? []);
}

function requireContent(what: string, { allowed, needed }: Content, files: readonly string[]): void {
  const strange = files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
  if (strange.length > 0) {
    throw new Refusal(`${what} would hold ${strange.join(', ')}: leave it out, or allow it in scripts/package.ts.`);
  }
  const missing = needed.filter((file) => !files.includes(file));
  if (missing.length > 0)
    throw new Refusal(`${what} would lack ${missing.join(', ')}: see .vscodeignore and .npmignore.`);
}

if (import.meta.main) {
  await runScript(async () => {
    const path = await packageExtension();
    await checkNpmContent();
    console.log(`${path}  ${kilobytes((await stat(path)).size)}`);
    return 0;
  });
}

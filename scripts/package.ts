/**
 * Builds the extension and packs it, and checks what is in the packages: the VSIX for VS Code, and what npm would
 * publish for the command line.
 * usage: npm run package
 */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { engineFiles } from '../src/render/engine.ts';
import { build } from './build.ts';
import { bundles, kilobytes } from './bundles.ts';
import { Refusal, runScript } from './fail.ts';
import { root, vsix } from './paths.ts';
import { runTool } from './runTool.ts';

const largestVsix = 15_000_000;

/** What a package may hold besides what it must hold, as paths from its root. */
interface Content {
  readonly allowed: readonly RegExp[];
  readonly needed: readonly string[];
}

const documents = /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|docs\/[\w-]+\.md)$/;
const engine = Object.values(engineFiles).map((name) => `dist/${name}`);
/** The catalogue; what it holds of others' work is said in its README. */
const schemas = /^schemas\/([\w.-]+\.json|README\.md)$/;
const vsixContent: Content = {
  allowed: [
    documents,
    /^package\.nls(\.[\w-]+)?\.json$/,
    /^dist\/texts\/[\w.-]+\.json$/,
    schemas,
    /^media\/[\w-]+\.(svg|png|woff)$/,
    /^syntaxes\/[\w.]+\.json$/,
  ],
  needed: [
    'package.json',
    'package.nls.json',
    'LICENSE',
    'schemas/index.json',
    ...engine,
    ...bundles.map(({ name }) => `dist/${name}.cjs`),
  ],
};
const published = bundles.filter((one) => one.published === true).map(({ name }) => `dist/${name}.cjs`);
const npmContent: Content = {
  allowed: [documents, schemas],
  needed: ['package.json', 'LICENSE', 'schemas/index.json', ...engine, ...published],
};

/** Builds and packs the extension; resolves with the path of the VSIX. Throws a {@link Refusal} if anything is amiss. */
export async function packageExtension(): Promise<string> {
  if (!(await build('small'))) throw new Refusal('The extension was not packed, because building it failed.');
  await rm(vsix, { force: true });
  await requireContent('The VSIX', vsixContent, await listFiles({ cwd: root, packageManager: PackageManager.None }));
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
  await requireContent('The npm package', npmContent, listing?.files.map(({ path }) => path) ?? []);
}

async function requireContent(what: string, { allowed, needed }: Content, files: readonly string[]): Promise<void> {
  const strange = files.filter((file) => !needed.includes(file) && !allowed.some((one) => one.test(file)));
  if (strange.length > 0) {
    throw new Refusal(`${what} would hold ${strange.join(', ')}: leave it out, or allow it in scripts/package.ts.`);
  }
  const missing = [...needed, ...(await linkedPages())].filter((file) => !files.includes(file));
  if (missing.length > 0)
    throw new Refusal(`${what} would lack ${missing.join(', ')}: see .vscodeignore and .npmignore.`);
}

/** The pages for users that README.md leads to, as paths from the root. */
async function linkedPages(): Promise<readonly string[]> {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/\]\((docs\/[^)#]+)/g)].map(([, path = '']) => path);
}

if (import.meta.main) {
  await runScript(async () => {
    const path = await packageExtension();
    await checkNpmContent();
    console.log(`${path}  ${kilobytes((await stat(path)).size)}`);
    return 0;
  });
}

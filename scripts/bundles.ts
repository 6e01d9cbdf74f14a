/** The files that make up the extension, how they are bundled and what may be in them. */
export interface Bundle {
  /** `dist/<name>.cjs`. */
  readonly name: string;
  readonly entry: string;
  /** Modules that VS Code provides. A bundle without them that imports one fails to build. */
  readonly external: readonly string[];
  /** npm packages that may be in the bundle; absent: any. */
  readonly packages?: readonly string[];
  /** Whether npm publishes it: the command line, and what it loads (src/cli/lazy.ts, src/render/engine.ts). */
  readonly published?: boolean;
  /** Whether it is a program that a shell can start. */
  readonly executable?: boolean;
  /** Bytes, minified. */
  readonly limit?: number;
}

/**
 * `extension` is loaded when VS Code activates Sluice, so it stays small and holds no package; the rest is loaded
 * when first needed (src/ui/lazy.ts, src/cli/lazy.ts).
 */
export const bundles: readonly Bundle[] = [
  { name: 'extension', entry: 'src/extension.ts', external: ['vscode'], packages: [], limit: 200_000 },
  { name: 'client', entry: 'src/ui/language/entry.ts', external: ['vscode'] },
  { name: 'stageCommands', entry: 'src/ui/stages/commands.ts', external: ['vscode'], packages: [] },
  { name: 'cluster', entry: 'src/cluster/entry.ts', external: [], published: true },
  { name: 'git', entry: 'src/git/entry.ts', external: [] },
  { name: 'askpass', entry: 'src/git/askpass/helper.ts', external: [], packages: [], published: true, limit: 5_000 },
  { name: 'manifests', entry: 'src/manifests/entry.ts', external: [] },
  { name: 'server', entry: 'src/server/start.ts', external: [], packages: [], limit: 5_000 },
  { name: 'serverMain', entry: 'src/server/main.ts', external: [] },
  { name: 'compare', entry: 'src/compare/entry.ts', external: [], published: true },
  { name: 'promote', entry: 'src/promote/entry.ts', external: [], published: true },
  { name: 'render', entry: 'src/render/entry.ts', external: [], packages: [], published: true },
  { name: 'renderWorker', entry: 'src/render/worker.ts', external: [], packages: [], published: true },
  { name: 'cli', entry: 'src/cli/main.ts', external: [], published: true, executable: true },
];

/** What a bundle turned out to be. */
export interface BundleContent {
  readonly bytes: number;
  readonly packages: readonly string[];
}

/** What is wrong with a bundle, as sentences. */
export function objections({ name, packages, limit }: Bundle, content: BundleContent): string[] {
  const found: string[] = [];
  if (limit !== undefined && content.bytes > limit) {
    found.push(
      `dist/${name}.cjs has ${kilobytes(content.bytes)}, more than its limit of ${kilobytes(limit)}: move what is not ` +
        'needed at activation into a bundle that is loaded later (src/ui/lazy.ts).',
    );
  }
  const unwanted = packages === undefined ? [] : content.packages.filter((one) => !packages.includes(one));
  if (unwanted.length > 0) {
    found.push(
      `dist/${name}.cjs holds ${unwanted.join(', ')}, which must not be loaded at activation: import it from a bundle ` +
        'that is loaded later (src/ui/lazy.ts), or import only its types.',
    );
  }
  return found;
}

/** The npm packages among esbuild's input paths: `node_modules/a/x.js`, `node_modules/@b/c/node_modules/d/y.js`. */
export function packagesOf(inputs: readonly string[]): string[] {
  const names = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** `187 KB`. */
export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} KB`;
}

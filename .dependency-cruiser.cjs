/**
 * The table of rooms (ARCHITECTURE.md) as rules. A room may import only what is listed beside it;
 * "npm" names the packages it may use, besides Node's own modules where `io` is set.
 */
const rooms = {
  base: { rooms: [], npm: [] },
  flux: { rooms: ['base'], npm: [] },
  manifests: { rooms: ['base', 'flux'], npm: ['yaml'] },
  schema: { rooms: ['base', 'flux', 'manifests'], npm: ['@marcbachmann/cel-js', 're2js'] },
  language: { rooms: ['base', 'flux', 'manifests', 'schema', 'stages'], npm: [] },
  diff: { rooms: ['base', 'flux', 'manifests', 'schema'], npm: ['diff'] },
  protocol: { rooms: ['base', 'flux'], npm: [] },
  render: { rooms: ['base', 'flux', 'manifests', 'diff'], npm: [], io: true },
  files: { rooms: ['base', 'flux', 'manifests', 'schema', 'language'], npm: [], io: true },
  network: { rooms: ['base'], npm: ['socks', 'undici'], io: true },
  origin: { rooms: ['base', 'flux', 'manifests'], npm: [] },
  stages: { rooms: ['base', 'flux', 'manifests'], npm: [] },
  git: { rooms: ['base', 'files', 'origin'], npm: ['simple-git'], io: true },
  server: {
    rooms: ['base', 'flux', 'manifests', 'schema', 'language', 'origin', 'protocol', 'files'],
    npm: ['vscode-languageserver'],
    io: true,
  },
  cli: {
    rooms: [
      'base',
      'flux',
      'manifests',
      'schema',
      'language',
      'files',
      'diff',
      'stages',
      'cluster',
      'render',
      'compare',
      'forges',
      'promote',
    ],
    npm: [],
    io: true,
  },
  forges: { rooms: ['base', 'flux', 'network'], npm: ['undici'], io: true },
  tree: { rooms: ['base', 'flux'], npm: [] },
  cluster: {
    rooms: ['base', 'flux', 'diff', 'network'],
    npm: ['@kubernetes/client-node', 'openid-client', 'undici', 'yaml'],
    io: true,
  },
  compare: {
    rooms: ['base', 'flux', 'manifests', 'schema', 'diff', 'files', 'git', 'origin', 'render'],
    npm: [],
    io: true,
  },
  promote: {
    rooms: ['base', 'flux', 'manifests', 'diff', 'files', 'git', 'origin', 'stages', 'compare', 'forges', 'render'],
    npm: ['diff'],
    io: true,
  },
  ui: {
    rooms: [
      'base',
      'network',
      'flux',
      'manifests',
      'origin',
      'tree',
      'diff',
      'cluster',
      'compare',
      'stages',
      'promote',
      'forges',
      'git',
      'render',
      'protocol',
    ],
    npm: ['vscode', 'vscode-languageclient'],
    io: true,
  },
};

const allowed = Object.entries(rooms).flatMap(([room, { rooms: others, npm, io }]) => [
  {
    name: `${room}-imports`,
    severity: 'error',
    comment: `src/${room}/ may import ${[...others, ...npm].join(', ') || 'nothing'}`,
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/(${[room, ...others].join('|')})/` },
  },
  {
    name: `${room}-packages`,
    severity: 'error',
    comment: `src/${room}/ may use the packages ${npm.join(', ') || 'none'}`,
    from: { path: `^src/${room}/` },
    to: {
      dependencyTypesNot: ['local', 'core', ...(io ? ['core'] : [])],
      pathNot: npm.length > 0 ? `(^|node_modules/)(@types/)?(${npm.join('|')})(/|$)` : '^$',
      path: npm.length > 0 ? '.' : '(node_modules/|^vscode$)',
    },
  },
  ...(io
    ? []
    : [
        {
          name: `${room}-is-pure`,
          severity: 'error',
          comment: `src/${room}/ does no I/O: no Node modules`,
          from: { path: `^src/${room}/` },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

/**
 * Rooms with floors, lowest first: each floor imports only itself and floors below it. What is beside the floors is the
 * room's entry, above all of them.
 */
const floorsOf = {
  forges: {
    floors: ['terms', 'tokens', 'request', 'gitea', 'github', 'gitlab', 'places', 'proposals'],
    entry: 'createForge',
  },
  cluster: {
    floors: ['api', 'kubeconfig', 'network', 'credentials', 'transport', 'watch', 'requests', 'session'],
    entry: 'entry',
  },
  diff: {
    floors: ['terms', 'values', 'applier', 'object', 'kustomizations', 'secrecy', 'showing', 'changes', 'report'],
    entry: 'predictChange',
  },
  stages: {
    floors: ['terms', 'config', 'applications', 'compare', 'plan', 'words', 'landing', 'gates', 'rollback', 'preview'],
    entry: 'entry',
  },
};

const floorsInOrder = Object.entries(floorsOf).flatMap(([room, { floors, entry }]) => [
  {
    name: `every-floor-of-${room}-is-known`,
    severity: 'error',
    comment: `A new floor of src/${room}/ needs its place in the list above and in ARCHITECTURE.md.`,
    from: { path: `^src/${room}/`, pathNot: `^src/${room}/((${floors.join('|')})/|${entry}\\.ts$)` },
    to: {},
  },
  ...floors.map((floor, index) => ({
    name: `${room}-${floor}-imports`,
    severity: 'error',
    comment: `src/${room}/${floor}/ may import ${floors.slice(0, index).join(', ') || 'no other floor'}`,
    from: { path: `^src/${room}/${floor}/` },
    to: { path: `^src/${room}/(${[...floors.slice(index + 1), entry].join('|')})[/.]` },
  })),
]);

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'No import cycle, ever.', from: {}, to: { circular: true } },
    {
      name: 'vscode-only-in-ui',
      severity: 'error',
      comment: 'vscode is imported in src/ui/, src/extension.ts and the tests inside VS Code only.',
      from: { pathNot: '^(src/ui/|src/extension\\.ts$|test/e2e/|test/bench/probe/)' },
      to: { path: '(^|/)vscode($|/)', dependencyTypesNot: ['local'] },
    },
    {
      name: 'kubernetes-client-only-in-cluster',
      severity: 'error',
      comment: '@kubernetes/client-node is imported in src/cluster/ only.',
      from: { pathNot: '^(src|test/unit)/cluster/' },
      to: { path: '@kubernetes/client-node' },
    },
    {
      name: 'every-room-is-known',
      severity: 'error',
      comment: 'A new room needs its line in the table above and in ARCHITECTURE.md.',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(rooms).join('|')})/` },
      to: {},
    },
    {
      name: 'src-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    ...floorsInOrder,
    ...allowed,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'] },
  },
};

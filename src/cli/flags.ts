import type { parseArgs } from 'node:util';

/** All options of all commands. */
export const flags = {
  output: { type: 'string', short: 'o' },
  severity: { type: 'string' },
  'kubernetes-version': { type: 'string' },
  'flux-version': { type: 'string' },
  'schema-location': { type: 'string', short: 's', multiple: true },
  config: { type: 'string' },
  'lenient-substitution': { type: 'boolean' },
  kustomization: { type: 'string', short: 'k' },
  context: { type: 'string' },
  'remote-context': { type: 'string', multiple: true },
  revision: { type: 'string', short: 'r' },
  from: { type: 'string' },
  to: { type: 'string' },
  app: { type: 'string', multiple: true },
  field: { type: 'string', multiple: true },
  path: { type: 'string', multiple: true },
  remote: { type: 'string' },
  stage: { type: 'string' },
  change: { type: 'string' },
  'with-others': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  directory: { type: 'string', short: 'C' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type Flag = keyof typeof flags;

/** The values of all options that were given. */
export type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/paths.ts';
import { oneSchema } from '../manifests/schemaFiles.ts';
import type { LspProgram } from './lspClient.ts';

/** Our server as an editor without pull diagnostics starts it: both servers are then asked in the same way. */
export const sluice: LspProgram = {
  name: 'sluice',
  args: [join(root, 'dist', 'server.cjs'), '--stdio'],
  settings: {},
};

/**
 * yaml-language-server with our catalogue as the one schema for all YAML, from a file: what users have, without the
 * network. `folder`: where the schema is written to.
 */
export async function yamlLanguageServer(folder: string): Promise<LspProgram> {
  const schema = join(folder, 'all.json');
  await writeFile(schema, JSON.stringify(oneSchema()));
  return {
    name: 'yaml-language-server',
    args: [join(root, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server'), '--stdio'],
    settings: {
      yaml: {
        schemas: { [pathToFileURL(schema).href]: '*.yaml' },
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
        validate: true,
        hover: true,
        completion: true,
      },
    },
  };
}

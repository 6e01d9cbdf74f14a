import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTools, type BuildOptions } from '../../cluster/build/buildTools.ts';

/** Path of kubeconform, built from its Go module on first use. */
export async function ensureKubeconform(options: BuildOptions): Promise<string> {
  const folder = await buildTools(
    {
      part: 'kubeconform',
      name: 'kubeconform',
      module: fileURLToPath(new URL('../go/kubeconform', import.meta.url)),
      tools: ['github.com/yannh/kubeconform/cmd/kubeconform'],
      flags: ['-ldflags', '-s -w'],
      cgo: false,
      copies: [],
    },
    options,
  );
  return join(folder, 'bin', 'kubeconform');
}

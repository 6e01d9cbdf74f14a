import { delimiter, dirname, join } from 'node:path';
import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { bundles } from '../../../scripts/bundles.ts';
import { root as project } from '../../../scripts/paths.ts';
import { runTool } from '../../../scripts/runTool.ts';
import { testRepository } from '../../unit/git/repositories.ts';
import { fluxKustomization } from '../../unit/stages/repository.ts';
import { run } from './run.ts';

/** The Node that started npm: Node 20 on machines that have no newer one, and any that is newer must do too. */
const { PATH = '', SLUICE_MACHINE_NODE: machineNode = process.execPath } = process.env;
const onMachineNode = { PATH: [dirname(machineNode), PATH].join(delimiter) };

/** Bundles that do something as soon as they are loaded. */
const programs = ['cli', 'askpass', 'renderWorker'];

describe("on the machine's own Node", () => {
  test('every bundle that is published can be loaded', async () => {
    const loaded = bundles.filter(({ published, name }) => published === true && !programs.includes(name));
    const files = loaded.map(({ name }) => join(project, 'dist', `${name}.cjs`));
    const program = 'process.argv.slice(1).forEach((file) => require(file)); process.exit()';
    expect(await runTool(machineNode, ['-e', program, ...files])).toMatchObject({ code: 0, output: '' });
  });

  test('manifests are judged, stages promoted, folders built, and a cluster is asked', async () => {
    const { root, commit } = await testRepository();
    const many = Array.from({ length: 30 }, (_, index) => `apps/production/${index}.yaml`);
    await commit({
      ...Object.fromEntries(many.map((path, index) => [path, configMap(`web-${index}`, 'a: b')])),
      'clusters/staging/web.yaml': fluxKustomization('web', './apps/staging'),
      'clusters/production/web.yaml': fluxKustomization('web', './apps/production'),
      'apps/staging/web.yaml': configMap('web', 'version: two # sluice-ignore'),
      'apps/production/web.yaml': configMap('web', 'version: one'),
    });
    const kubeconfig = join(root, '.git', 'kubeconfig');
    await writeFile(kubeconfig, unreachable);
    const sluice = (...args: readonly string[]) => run(root, args, '', { ...onMachineNode, KUBECONFIG: kubeconfig });
    expect((await sluice('validate')).stderr).toBe('');
    const fields = ['--app', 'web', '--field', 'data.version'];
    const promotion = await sluice('promote', '--from', 'staging', '--to', 'production', ...fields, '--dry-run');
    expect(promotion.stderr + promotion.stdout).toContain('+  version: two');
    expect((await sluice('build', 'apps/staging')).stdout).toContain('two');
    expect((await sluice('diff', 'apps')).stderr).toContain('127.0.0.1:9');
    await rm(join(root, '.git'), { recursive: true });
    expect((await sluice('stages')).stderr).toBe('');
  });
});

function configMap(name: string, data: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  ${data}\n`;
}

const unreachable = `apiVersion: v1
kind: Config
current-context: nowhere
contexts: [{ name: nowhere, context: { cluster: nowhere } }]
clusters: [{ name: nowhere, cluster: { server: 'http://127.0.0.1:9' } }]
`;

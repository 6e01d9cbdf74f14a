import { expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import { gitRepository, kustomization } from '../texts.ts';
import { run } from './run.ts';

const broken = {
  'source.yaml': gitRepository,
  'apps.yaml': kustomization('apps', 'prunee: true'),
  'apps/app.yaml': '# Nothing yet.\n',
};

function config(...lines: readonly string[]): string {
  return [
    'apiVersion: schema.plugin.fluxcd.io/v1beta1',
    'kind: Config',
    'validate:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

test.each([
  ['a kind', 'skipKind: [Kustomization]'],
  ['a kind in a version', 'skipKind: [kustomize.toolkit.fluxcd.io/v1/Kustomization]'],
  ['a file', "skipFile: ['.*', app?.yaml]"],
  ['a path in a kind', 'skipJSONPath: [Kustomization:/spec/prunee]'],
  ['a path anywhere', 'skipJSONPath: [/spec]'],
])('%s is skipped', async (_, line) => {
  const folder = await writeFolder({ ...broken, '.fluxschema.yml': config(line) });
  expect(await run(folder, ['validate'])).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['another kind', 'skipKind: [HelmRelease]'],
  ['a kind in another version', 'skipKind: [kustomize.toolkit.fluxcd.io/v1beta2/Kustomization]'],
  ['another file', 'skipFile: [a.yaml]'],
  ['a path in another kind', 'skipJSONPath: [HelmRelease:/spec/prunee]'],
  ['another path', 'skipJSONPath: [/spec/prune]'],
])('%s is not', async (_, line) => {
  const folder = await writeFolder({ ...broken, '.fluxschema.yml': config(line) });
  expect((await run(folder, ['validate'])).code).toBe(1);
});

test('required fields that something else supplies are skipped', async () => {
  const files = { ...broken, 'apps.yaml': kustomization('apps').replace('  interval: 10m\n', '') };
  const skip = { '.fluxschema.yml': config('skipJSONPathIfAbsent: [Kustomization:/spec/interval]') };
  expect((await run(await writeFolder(files), ['validate'])).code).toBe(1);
  expect((await run(await writeFolder({ ...files, ...skip }), ['validate'])).code).toBe(0);
  // A field of the same name elsewhere is another one.
  const other = { '.fluxschema.yml': config('skipJSONPathIfAbsent: [/metadata/interval, /interval, /spec]') };
  expect((await run(await writeFolder({ ...files, ...other }), ['validate'])).code).toBe(1);
});

test('the file in the root of the repository counts, and one that is named goes before it', async () => {
  const folder = await writeFolder({
    ...broken,
    '.git/HEAD': '',
    '.fluxschema.yml': config('skipKind: [Kustomization]'),
    'strict.yml': config('skipKind: []'),
  });
  expect((await run(`${folder}/apps`, ['validate', '..'])).code).toBe(0);
  expect((await run(`${folder}/apps`, ['validate', '..', '--config', '../strict.yml'])).code).toBe(1);
});

test('schemas that would have to be fetched are named and left out', async () => {
  const folder = await writeFolder({
    '.fluxschema.yml': config('schemaLocation: [default, ecosystem, https://example.org/x]'),
  });
  const { code, stderr } = await run(folder, ['validate']);
  expect(code).toBe(0);
  expect(stderr.split('\n')).toEqual([
    expect.stringContaining('ecosystem'),
    expect.stringContaining('https://example.org/x'),
    '',
  ]);
});

test('the output that it asks for is used, unless another is named', async () => {
  const folder = await writeFolder({ ...broken, '.fluxschema.yml': config('output: json') });
  expect((await run(folder, ['validate'])).stdout).toMatch(/^\{/);
  expect((await run(folder, ['validate', '-o', 'text'])).stdout).toMatch(/^apps\.yaml:/);
});

test.each([
  ['a misspelt field', 'skipKinds: [Kustomization]', 'validate.skipKinds is not a field'],
  ['a text in place of a list', 'skipFile: apps', 'validate.skipFile must be a list'],
  ['an output that there is not', 'output: xml', 'validate.output must be text, json or yaml'],
])('%s is refused, as it would do nothing', async (_, line, why) => {
  const folder = await writeFolder({ ...broken, '.fluxschema.yml': config(line) });
  const { code, stderr } = await run(folder, ['validate']);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});

test('a file that is not there is said to be so, in words', async () => {
  const { code, stderr } = await run(await writeFolder(broken), ['validate', '--config', 'none.yml']);
  expect(code).toBe(2);
  expect(stderr).toContain('none.yml cannot be read: there is no such file.');
});

test('a version that is not known is named, with the one that counts instead', async () => {
  const folder = await writeFolder(broken);
  const { stderr } = await run(folder, ['validate', '--kubernetes-version', '1.99', '--flux-version', '2.9']);
  expect(stderr).toMatch(/Kubernetes 1\.99 is not known here .*, so 1\.\d+ counts\./);
  expect(stderr).not.toContain('Flux 2.9');
});

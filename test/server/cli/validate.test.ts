import { describe, expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import { gitRepository, kustomization } from '../texts.ts';
import { run } from './run.ts';
import { toy, toyDefinition } from './toys.ts';

const clean = { 'source.yaml': gitRepository, 'apps.yaml': kustomization('apps'), 'apps/app.yaml': '# Nothing yet.\n' };
const broken = { ...clean, 'apps.yaml': kustomization('apps', 'prunee: true') };

describe('exit codes', () => {
  test('0: nothing to report', async () => {
    const folder = await writeFolder(clean);
    expect(await run(folder, ['validate'])).toEqual({ code: 0, stdout: 'Nothing to report in 3 files.\n', stderr: '' });
  });

  test('1: findings, each with its file, line and column', async () => {
    const folder = await writeFolder(broken);
    const { code, stdout } = await run(folder, ['validate', '.']);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^apps\.yaml:13:3: error: "prunee" is not a field .*\(unknown-field\)$/),
      '1 error in 1 of 3 files.',
      '',
    ]);
  });

  test.each([
    [['validate', '--outputs', 'json'], /--outputs/],
    [['validate', '--output', 'xml'], /There is no output "xml"\. There are text, json, sarif, github\./],
    [['validate', '--severity', 'bad'], /There is no severity "bad"/],
    [['validate', '--kubernetes-version', 'new'], /"new" is no version/],
    [['validate', 'missing'], /missing does not exist/],
    [['validate', 'notes.txt'], /notes\.txt is no YAML file/],
    [['validate', '--config', 'missing.yml'], /missing\.yml cannot be read/],
    [['validate', '--config', 'apps.yaml'], /apps\.yaml is no configuration/],
    [['check'], /There is no command "check"/],
    [[], /Say what to do/],
  ])('2: it cannot run: %j', async (args, sentence) => {
    const folder = await writeFolder({ ...clean, 'notes.txt': '' });
    const { code, stdout, stderr } = await run(folder, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('help and version are no errors', async () => {
  const folder = await writeFolder({});
  expect((await run(folder, ['--help'])).code).toBe(0);
  const { code, stdout } = await run(folder, ['diff', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('--remote-context');
  expect(stdout).not.toContain('--severity');
  expect((await run(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('only what is named is judged, with all that is around it', async () => {
  const folder = await writeFolder({ ...broken, '.git/HEAD': '', 'other.yaml': kustomization('other', 'waitt: 1') });
  const { stdout } = await run(`${folder}/apps`, ['validate', '../apps.yaml', '--output', 'json']);
  const { findings, files } = JSON.parse(stdout) as { findings: { path: string; code: string }[]; files: number };
  expect(files).toBe(1);
  expect(findings.map(({ path, code }) => [path, code])).toEqual([['../apps.yaml', 'unknown-field']]);
});

test('the stages of a folder are judged, other names with a dot are not', async () => {
  const stages = 'stages:\n  - name: staging\n    paths: [clusters/staging]\n    chnage: commit\n';
  const folder = await writeFolder({ ...clean, '.sluice.yaml': stages, '.other.yaml': broken['apps.yaml'] });
  const { code, stdout } = await run(folder, ['validate']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\.sluice\.yaml:4:5: error: "chnage" is not a field/);
  expect(stdout).not.toContain('.other.yaml');
});

test('standard input is judged', async () => {
  const folder = await writeFolder(clean);
  const { code, stdout } = await run(folder, ['validate', '-'], kustomization('apps', 'prunee: true'));
  expect(code).toBe(1);
  expect(stdout).toMatch(/^stdin\.yaml:13:3: error/);
});

test('hints count only when they are asked for', async () => {
  const folder = await writeFolder({ 'apps.yaml': kustomization('apps'), 'apps/app.yaml': '# Nothing yet.\n' });
  expect((await run(folder, ['validate'])).code).toBe(0);
  const { code, stdout } = await run(folder, ['validate', '--severity', 'hint']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/: hint: /);
});

test('warnings do not count where only errors do', async () => {
  const folder = await writeFolder({ ...clean, 'apps.yaml': kustomization('apps').replace('10m', '5s') });
  expect((await run(folder, ['validate'])).code).toBe(1);
  expect((await run(folder, ['validate', '--severity', 'error'])).code).toBe(0);
});

test('schemas from files count', async () => {
  const folder = await writeFolder({ 'repository/toy.yaml': toy });
  const schemas = await writeFolder({
    'crd.yaml': toyDefinition('{type: object, properties: {size: {type: integer}}}'),
  });
  const judge = (...args: string[]) => run(`${folder}/repository`, ['validate', ...args]);
  expect((await judge()).code).toBe(0);
  expect((await judge('--schema-location', schemas)).stdout).toMatch(/toy\.yaml:4:7: error: .*\(wrong-type\)/);
});

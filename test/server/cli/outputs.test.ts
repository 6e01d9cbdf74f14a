import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import sarif from '../../fixtures/sarif/sarif-2.1.0.json' with { type: 'json' };
import { gitRepository, kustomization } from '../texts.ts';
import { run } from './run.ts';

const folderWith = (name: string): Promise<string> =>
  writeFolder({
    'source.yaml': gitRepository,
    [name]: kustomization('apps', 'prunee: true'),
    'apps/app.yaml': '# Nothing yet.\n',
  });

test('JSON holds all that there is to a finding', async () => {
  const { stdout } = await run(await folderWith('apps.yaml'), ['validate', '-o', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 1,
    files: 3,
    counts: { error: 1, warning: 0, information: 0, hint: 0 },
    findings: [
      {
        path: 'apps.yaml',
        line: 13,
        column: 3,
        endLine: 13,
        endColumn: 9,
        severity: 'error',
        code: 'unknown-field',
        message: expect.stringContaining('"prunee"') as string,
      },
    ],
  });
});

test('files come in the order of their paths', async () => {
  const paths = ['a/b/c.yaml', 'a/d.yaml', 'b.yaml', 'c/a.yaml'];
  const bad = kustomization('apps', 'prunee: true');
  const folder = await writeFolder(Object.fromEntries(paths.map((path) => [path, bad])));
  const { stdout } = await run(folder, ['validate', '-o', 'json', '--severity', 'error']);
  const { findings } = JSON.parse(stdout) as { findings: { path: string }[] };
  expect(findings.map(({ path }) => path)).toEqual(paths);
});

test('workflow commands keep to their line, whatever a file is called', async () => {
  const { stdout } = await run(await folderWith('a, b: 100%.yaml'), ['validate', '-o', 'github']);
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(
      /^::error file=a%2C b%3A 100%25\.yaml,line=13,col=3,endColumn=9,endLine=13,title=unknown-field::"prunee" is not/,
    ),
    '1 error in 1 of 3 files.',
    '',
  ]);
});

test('SARIF names rules and places as services read them', async () => {
  const folder = await folderWith('a b.yaml');
  const { stdout } = await run(folder, ['validate', '-o', 'sarif']);
  const log = JSON.parse(stdout) as { runs: { results: object[]; tool: { driver: object } }[] };
  expect(log).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
  expect(log.runs[0]?.tool.driver).toMatchObject({ name: 'Sluice', rules: [{ id: 'unknown-field' }] });
  expect(log.runs[0]?.results).toMatchObject([
    {
      ruleId: 'unknown-field',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b.yaml', uriBaseId: 'SRCROOT' },
            region: { startLine: 13, startColumn: 3, endLine: 13, endColumn: 9 },
          },
        },
      ],
    },
  ]);
});

/** What the standard's own schema says against a log. */
function faultsOf(log: unknown): readonly unknown[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uri-reference', (text) => !/[\s"<>\\^`{|}]/.test(text) && URL.canParse(text, 'https://example.org/'));
  ajv.addFormat('date-time', true);
  // Draft 4, of which it uses nothing that later drafts read differently.
  const judge = ajv.compile(sarif);
  judge(log);
  return judge.errors ?? [];
}

test('SARIF is what its schema wants', async () => {
  const folder = await writeFolder({
    'source.yaml': gitRepository,
    'a b/ü#1.yaml': kustomization('apps', 'prunee: true', 'timeout: 5'),
    'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: hunter2}\n',
    'broken.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: [a}\n',
  });
  const { stdout } = await run(folder, ['validate', '-o', 'sarif']);
  const log = JSON.parse(stdout) as { runs: { results: { level: string }[] }[] };
  expect(new Set(log.runs[0]?.results.map(({ level }) => level)).size).toBeGreaterThan(1);
  expect(faultsOf(log)).toEqual([]);
  expect(faultsOf({ ...log, version: '2.0.0' })).not.toEqual([]);
  expect(faultsOf({ ...log, runs: [{ results: [] }] })).not.toEqual([]);
});

test('a log without findings is one too', async () => {
  const { code, stdout } = await run(await writeFolder({}), ['validate', '-o', 'sarif']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [] }] });
});

import { expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import { gitRepository, kustomization } from '../texts.ts';
import { run } from './run.ts';

const folderWith = (name: string): Promise<string> =>
  writeFolder({
    'source.yaml': gitRepository,
    [name]: kustomization('apps', 'prunee: true'),
    'apps/app.yaml': 'a: 1\n',
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

test('a log without findings is one too', async () => {
  const { code, stdout } = await run(await writeFolder({}), ['validate', '-o', 'sarif']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ results: [] }] });
});

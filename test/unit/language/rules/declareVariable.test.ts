import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../../src/language/finding.ts';
import { contextOf, findingsIn, workspaceOf } from '../judge.ts';

const head = (name: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
`;
const root = head('flux-system').replace('./apps', './clusters');
const app = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  text: ${ZONE}\n';

function fixesIn(files: Readonly<Record<string, string>>, source = app): Fix[] {
  const all = { 'clusters/root.yaml': root, 'apps/app.yaml': source, ...files };
  const findings = findingsIn(source, contextOf({ workspace: workspaceOf(all) }), '/repo/apps/app.yaml');
  return findings.flatMap(({ fixes }) => fixes ?? []).filter(({ title }) => title.startsWith('Declare '));
}

/** The file `clusters/apps.yaml` with this text after the fix. */
function declared(text: string, source = app): string | undefined {
  const [fix] = fixesIn({ 'clusters/apps.yaml': text }, source);
  return fix?.distant?.reduce((made, { path, span, text: inserted, before }) => {
    expect(path).toBe('/repo/clusters/apps.yaml');
    expect(text.slice(0, span.start).endsWith(before)).toBe(true);
    return made.slice(0, span.start) + inserted + made.slice(span.end);
  }, text);
}

describe('a variable is declared', () => {
  it.each([
    [
      'below the key, above the comment of the first',
      '  postBuild:\n    substitute: # all\n      # where\n      REGION: eu\n',
      '  postBuild:\n    substitute: # all\n      ZONE: ""\n      # where\n      REGION: eu\n',
    ],
    ['in braces', '  postBuild: {substitute: {REGION: eu}}\n', '  postBuild: {substitute: {ZONE: "", REGION: eu}}\n'],
    [
      'in empty braces',
      '  postBuild:\n    substituteStrategy: Always\n    substitute: {}\n',
      '  postBuild:\n    substituteStrategy: Always\n    substitute: {ZONE: ""}\n',
    ],
    [
      'where nothing is written',
      '  postBuild:\n    substituteStrategy: Always\n    substitute:\n',
      '  postBuild:\n    substituteStrategy: Always\n    substitute:\n      ZONE: ""\n',
    ],
    [
      'beside the strategy',
      '  postBuild:\n    substituteStrategy: Always\n',
      '  postBuild:\n    substitute:\n      ZONE: ""\n    substituteStrategy: Always\n',
    ],
    [
      'beside the strategy in braces',
      '  postBuild: {substituteStrategy: Always}\n',
      '  postBuild: {substitute: {ZONE: ""}, substituteStrategy: Always}\n',
    ],
    [
      'below an anchor',
      '  postBuild:\n    substitute: &vars\n      REGION: eu\n',
      '  postBuild:\n    substitute: &vars\n      ZONE: ""\n      REGION: eu\n',
    ],
    [
      'with the line ends of the file',
      '  postBuild:\r\n    substitute:\r\n      REGION: eu\r\n',
      '  postBuild:\r\n    substitute:\r\n      ZONE: ""\r\n      REGION: eu\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(declared(head('apps') + before)).toBe(head('apps') + after);
  });

  it('in a later document of the file', () => {
    const other = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n';
    const vars = (more: string) => `${other}${head('apps')}  postBuild:\n    substitute:\n${more}      REGION: eu\n`;
    expect(declared(vars(''))).toBe(vars('      ZONE: ""\n'));
  });

  it('in quotes where YAML would read something else', () => {
    const text = `${head('apps')}  postBuild: {substitute: {REGION: eu}}\n`;
    expect(declared(text, app.replace('ZONE', 'NO'))).toContain('{"NO": "", REGION');
  });

  it.each([
    ['is an alias', '  x: &vars {REGION: eu}\n  postBuild: {substitute: *vars}\n'],
    ['has a key that is written at length', '  postBuild:\n    ? substitute\n    : REGION: eu\n'],
    ['is encrypted', '  postBuild: {substitute: {REGION: eu}}\nsops: {mac: x}\n'],
  ])('nowhere if the map %s', (_, more) => {
    expect(fixesIn({ 'clusters/apps.yaml': head('apps') + more })).toEqual([]);
  });

  it('nowhere if a patch gives postBuild', () => {
    const patch = '[{op: add, path: /spec/postBuild, value: {substitute: {REGION: a}}}]';
    const patched = `${root}  patches: [{target: {kind: Kustomization}, patch: '${patch}'}]\n`;
    expect(fixesIn({ 'clusters/root.yaml': patched, 'clusters/apps.yaml': head('apps') })).toEqual([]);
  });

  const several = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `clusters/apps${n}.yaml`,
        `${head(`apps${n}`)}  postBuild: {substitute: {REGION: eu}}\n`,
      ]),
    );

  it('in each of few Kustomizations or in all', () => {
    expect(fixesIn(several(2)).map(({ title, distant }) => [title, distant?.map(({ path }) => path)])).toEqual([
      ['Declare "ZONE" in postBuild.substitute of flux-system/apps0', ['/repo/clusters/apps0.yaml']],
      ['Declare "ZONE" in postBuild.substitute of flux-system/apps1', ['/repo/clusters/apps1.yaml']],
      [
        'Declare "ZONE" in postBuild.substitute of all 2 Kustomizations that lack it',
        ['/repo/clusters/apps0.yaml', '/repo/clusters/apps1.yaml'],
      ],
    ]);
  });

  it('in all of many', () => {
    expect(fixesIn(several(5)).map(({ distant }) => distant?.length)).toEqual([5]);
  });

  it('only where it is lacking', () => {
    const has = { 'clusters/has.yaml': `${head('has')}  postBuild: {substitute: {ZONE: a}}\n` };
    expect(fixesIn({ ...several(1), ...has }).map(({ title }) => title)).toEqual([
      'Declare "ZONE" in postBuild.substitute of flux-system/apps0',
    ]);
  });
});

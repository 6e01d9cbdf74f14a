import { describe, expect, it } from 'vitest';
import { hover } from '../../../src/language/hover/hover.ts';
import type { LanguageContext } from '../../../src/language/context.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import type { KindSchema } from '../../../src/schema/schema.ts';
import { marked } from '../fixtures/marked.ts';
import { catalogue, knowing } from './helpContext.ts';

/** What a hover says, as it renders; the marked stretch must be what it is about. */
function said(source: string, context = knowing(), path = 'file.yaml'): string | undefined {
  const raw = rawly(source, context, path);
  return raw?.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function rawly(source: string, context: LanguageContext, path = 'file.yaml'): string | undefined {
  const { text, cursor, ranges } = marked(source);
  const found = hover(readManifest(`/repo/${path}`, text), cursor, context);
  const [range] = ranges;
  if (range !== undefined) expect(found?.span).toEqual({ start: range.start, end: range.end });
  return found?.markdown;
}

const head =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: flux-system\n';

describe('a field', () => {
  it('says what its schema says', () => {
    const text = said(`${head}spec:\n  «del▮etionPolicy»: Delete\n`);
    expect(text).toContain('**deletionPolicy** · string');
    expect(text).toContain('- Allowed: `MirrorPrune`, `Delete`');
    expect(text).toContain('*Kustomization.spec.deletionPolicy · Flux 2.9*');
    expect(said(`${head}spec:\n  «sour▮ceRef»:\n    kind: Bucket\n`)).toContain('object, required');
    expect(said(`${head}spec:\n  «dependsOn▮»: []\n`)).toContain('list of objects');
  });

  it('says the form of its text in words where it can', () => {
    expect(said(`${head}spec:\n  «inter▮val»: 5m\n`)).toContain('- Form: a duration such as');
    const source = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  «u▮rl»: x\n';
    expect(said(source)).toContain('- Form: a text that begins with `http://`, `https://` or `ssh://`');
  });

  it('lists its own fields, required ones set off', () => {
    expect(said(`${head}spec:\n  «sour▮ceRef»: {}\n`)).toContain('Fields: **`kind`**, **`name`**, `apiVersion`');
  });

  it('sets off the value that is written', () => {
    expect(said(`${head}spec:\n  deletionPolicy: «Del▮ete»\n`)).toContain('**`Delete`**');
  });

  it('has the text of the schema, escaped', () => {
    const describe = (_: KindSchema, path: readonly string[]): string =>
      `See [this](command:evil) at https://example.com/${path.join('/')}.\n\nOne of:\n- a\n- b`;
    const context = { ...knowing(), schemas: { ...catalogue, describe } };
    const raw = rawly(`${head}spec:\n  «pru▮ne»: true\n`, context) ?? '';
    expect(raw).not.toMatch(/\]\(|https?:\/\//);
    const text = said(`${head}spec:\n  pru▮ne: true\n`, context) ?? '';
    expect(text).toContain('at https://example.com/spec/prune.');
    expect(text).toContain('\n\n- a\n- b');
  });

  it('is found in a kustomization without kind, and in labels that Flux reads', () => {
    expect(said('«name▮Prefix»: a-\n', knowing(), 'kustomization.yaml')).toContain('**namePrefix** · string');
    const label = 'kustomize.toolkit.fluxcd.io/prune';
    expect(said(head.replace('namespace', `annotations:\n    «${label}▮»: disabled\n  namespace`))).toContain(
      '`disabled`',
    );
  });

  it('is found in patches', () => {
    const patch = (target: string): string =>
      `${head}spec:\n  patches:\n    - patch: |\n        spec:\n          «int▮erval»: 5m\n      target:\n        kind: ${target}\n`;
    expect(said(patch('HelmRelease'))).toContain('**interval** · string');
    const named = `${head}spec:\n  patches:\n    - patch: |\n        apiVersion: apps/v1\n        kind: Deployment\n        spec:\n          «repl▮icas»: 2\n`;
    expect(said(named)).toContain('**replicas** · integer');
  });

  it('is nothing where no schema knows it', () => {
    expect(said(`${head}spec:\n  pru▮nee: true\n`)).toBeUndefined();
    expect(said('a: b▮\n')).toBeUndefined();
    expect(said('▮')).toBeUndefined();
  });
});

describe('a kind', () => {
  it('says how the object is and what the kind is', () => {
    const context = knowing(
      {},
      {
        'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps': {
          health: 'failed',
          message: 'build failed: [x](command:y)',
          revision: 'main@sha1:1f3c9ab1f3c9ab1f3c9ab1f3c9ab1f3c9ab1f3c9a',
          since: '2026-11-25T10:00:00Z',
        },
      },
    );
    const source = head.replace('kind: Kustomization', 'kind: «Kust▮omization»');
    expect(rawly(source, context)).not.toContain('[x]');
    const text = said(source, context);
    expect(text).toContain('**Failed** in staging · `main@1f3c9ab` · since 2026-11-25 10:00 UTC');
    expect(text).toContain('build failed: [x] (command:y)');
    expect(text).toContain('Short names: `ks`');
  });

  it('names the version to use instead of one that is not served', () => {
    expect(said('apiVersion: «kustomize.toolkit.fluxcd.io/v1beta2▮»\nkind: Kustomization\n')).toContain(
      'This version is not served. Use `kustomize.toolkit.fluxcd.io/v1`.',
    );
  });
});

describe('a reference', () => {
  const files = {
    'sources/git.yaml':
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: fleet\n  namespace: flux-system\n',
  };
  const source = `${head}spec:\n  sourceRef:\n    kind: GitRepository\n    name: «fle▮et»\n`;

  it('says where the object is declared and how it is', () => {
    expect(said(source, knowing(files))).toContain('- Declared in: `sources/git.yaml`');
    const live = knowing(files, { 'source.toolkit.fluxcd.io/GitRepository/flux-system/fleet': { health: 'ready' } });
    expect(said(source, live)).toMatch(/\*\*GitRepository\/fleet\*\* in `flux-system`\n\n\*\*Ready\*\* in staging/);
  });

  it('says when it is not known', () => {
    expect(said(source)).toContain('Not declared in this workspace.');
  });
});

describe('a path', () => {
  const context = knowing({
    'apps/kustomization.yaml': 'resources: [web.yaml]\n',
    'apps/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
  });

  it('says where it leads', () => {
    expect(said(`${head}spec:\n  path: «./ap▮ps»\n`, context)).toBe('Folder with a kustomization `apps`\n\n- web.yaml');
    expect(said('resources:\n  - «web▮.yaml»\n', context, 'apps/kustomization.yaml')).toBe(
      'File `apps/web.yaml`\n\n- Service/web',
    );
    expect(said('resources:\n  - «no▮.yaml»\n', context, 'apps/kustomization.yaml')).toContain(
      'is not in this workspace',
    );
  });
});

describe('a variable', () => {
  const context = knowing({
    'cluster/apps.yaml': `${head}spec:\n  path: ./apps\n  postBuild:\n    substitute:\n      DOMAIN: example.com\n    substituteFrom:\n      - kind: Secret\n        name: vars\n`,
    'cluster/vars.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: vars\nstringData:\n  TOKEN: hidden\n',
    'apps/web.yaml': '',
  });

  it('says its value and where it is from', () => {
    expect(said('host: web.«${DOM▮AIN}»\n', context, 'apps/web.yaml')).toContain(
      'Kustomization/apps: `example.com`, from its postBuild.substitute in `cluster/apps.yaml`',
    );
  });

  it('is none of Flux in files of other tools', () => {
    expect(said('services:\n  a: ${A▮}\n')).toBeUndefined();
  });

  it('never shows what a Secret holds', () => {
    const text = said('host: «${TOK▮EN}»\n', context, 'apps/web.yaml');
    expect(text).toContain('from Secret/vars, key `TOKEN`, in `cluster/vars.yaml`');
    expect(text).not.toContain('hidden');
  });

  it('says that it is not declared, and its default', () => {
    const text = said('host: «${OTHER:=x▮}»\n', context, 'apps/web.yaml');
    expect(text).toContain('Not declared by 1 Kustomization that applies this file: the default counts there');
    expect(text).toContain('Default: `x`');
  });
});

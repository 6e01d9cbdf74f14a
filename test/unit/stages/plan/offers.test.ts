import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../../src/stages/terms/plan.ts';
import { withChanges } from '../../../../src/stages/terms/withChanges.ts';
import { deployment, fluxKustomization, helmRelease, kustomization, type Repository } from '../repository.ts';
import { patchOf, promote, type Choice, type Promoted } from './promotion.ts';
import { copies, overlays } from './shapes/parts.ts';

const base = { 'web.yaml': deployment('web', 'ghcr.io/acme/web:1.0.0') };

/** The one refusal of a promotion, and the lines that taking its offer changes. */
function refused(repository: Repository, choose?: Choice): { readonly refusal: Refusal; readonly patch: string } {
  const promoted: Promoted = promote(repository, choose);
  const [refusal, second] = promoted.plan.refusals;
  if (refusal === undefined || second !== undefined) throw new Error('One refusal is wanted.');
  expect(promoted.plan.changes).toEqual([]);
  const after = withChanges(promoted.before, refusal.offer?.changes ?? []);
  return { refusal, patch: patchOf({ before: promoted.before, after }) };
}

describe('what is offered in place of a refused change', () => {
  it('puts an image over an inherited one', () => {
    const { refusal, patch } = refused(
      overlays(base, 'images:\n  - name: ghcr.io/acme/web\n    newTag: 1.2.0\n', 'namePrefix: prod-\n'),
    );
    expect(refusal.sentence).toBe(
      'The version of ghcr.io/acme/web (Deployment web) stands in apps/base/web.yaml, which several stages read: a change there changes all of: staging, production.',
    );
    expect(patch).toBe('apps/production/kustomization.yaml\n+images:\n+  - name: ghcr.io/acme/web\n+    newTag: 1.2.0');
  });

  it('adds it to the images that are there', () => {
    const { patch } = refused(
      overlays(
        base,
        'images:\n- name: ghcr.io/acme/web\n  newTag: 1.2.0\n',
        'images:\n- name: other # kept\n  newTag: 1.0.0\n',
      ),
    );
    expect(patch).toBe('apps/production/kustomization.yaml\n+- name: ghcr.io/acme/web\n+  newTag: 1.2.0');
  });

  it('puts a patch over any other value', () => {
    const { patch } = refused(
      overlays(
        { 'release.yaml': helmRelease('web', '1.0.0') },
        `patches:\n  - patch: |\n${helmRelease('web', '1.2.0').replaceAll(/^(?=.)/gm, '      ')}`,
        '',
      ),
    );
    expect(patch).toContain('+patches:\n+  - patch: |\n');
    expect(patch).toContain('+            version: 1.2.0\n');
    expect(patch).toContain('+    target:\n+      kind: HelmRelease\n+      name: web');
  });

  it('pins a range', () => {
    const { refusal, patch } = refused(
      copies('web.yaml', helmRelease('web', '1.3.0'), helmRelease('web', '">=1.0.0" # follows')),
    );
    expect(refusal).toMatchObject({ code: 'range', offer: { code: 'pin' } });
    expect(patch).toBe(
      'apps/production/web.yaml\n-      version: ">=1.0.0" # follows\n+      version: "1.3.0" # follows',
    );
  });

  it('gives an alias a value of its own', () => {
    const shared = (image: string): string =>
      `${deployment('web', `&image ${image}`)}        - name: side\n          image: *image\n`;
    const own = `${deployment('web', 'web:1.0.0')}        - name: side\n          image: web:1.3.0\n`;
    const { refusal, patch } = refused(copies('web.yaml', own, shared('web:1.0.0')));
    expect(refusal).toMatchObject({ code: 'anchor', offer: { code: 'override' } });
    expect(patch).toBe('apps/production/web.yaml\n-          image: *image\n+          image: web:1.3.0');
  });

  it('never offers to write where several stages read', () => {
    const { refusal } = refused(
      overlays(
        { 'web.yaml': helmRelease('web', '">=1.0.0"') },
        `patches:\n  - patch: |\n${helmRelease('web', '1.2.0').replaceAll(/^(?=.)/gm, '      ')}`,
        '',
      ),
    );
    const paths = (refusal.offer?.changes ?? []).map(({ path }) => path);
    expect(paths).not.toContain('apps/base/web.yaml');
  });
});

describe('objects of folders that several stages read', () => {
  const listing = (...resources: readonly string[]): string =>
    kustomization(`resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`);
  const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
  const whole: Choice = ({ field }) => field.length === 0;
  const repository = (staging: string, production: string): Repository => ({
    ...copies('x.yaml', '', ''),
    'apps/base/kustomization.yaml': listing('base.yaml'),
    'apps/base/base.yaml': config('base'),
    'apps/more/kustomization.yaml': listing('more.yaml'),
    'apps/more/more.yaml': config('more'),
    'apps/staging/kustomization.yaml': staging,
    'apps/production/kustomization.yaml': production,
  });

  it('come by an entry of the stage', () => {
    const { refusal, patch } = refused(repository(listing('../base', '../more'), listing('../base # kept')), whole);
    expect(refusal.sentence).toBe(
      "ConfigMap more stands in apps/more/more.yaml, which is not staging's alone: production gets it by an entry for apps/more in apps/production/kustomization.yaml.",
    );
    expect(patch).toBe('apps/production/kustomization.yaml\n+  - ../more');
  });

  it('go by its entry', () => {
    const files = repository(listing('../base'), listing('../base', '../more'));
    // Another application of the other stage has it too: it cannot be taken out of its file.
    const others = {
      'clusters/staging/other.yaml': fluxKustomization('other', './apps/other'),
      'apps/other/kustomization.yaml': listing('../more'),
    };
    const { refusal, patch } = refused({ ...files, ...others }, ({ object }) => object.name === 'more');
    expect(refusal).toMatchObject({ code: 'inherited', offer: { code: 'removeEntry' } });
    expect(patch).toBe('apps/production/kustomization.yaml\n-  - ../more');
  });
});

describe('copies of files', () => {
  it('brings an application that the target lacks, and its entries', () => {
    const promoted = promote(
      {
        ...copies('web.yaml', deployment('web', 'web:1.0.0'), deployment('web', 'web:1.0.0')),
        'apps/staging/kustomization.yaml': kustomization('resources:\n  - web.yaml\n  - shop\n'),
        'apps/production/kustomization.yaml': kustomization('resources:\n  - web.yaml\n'),
        'apps/staging/shop/kustomization.yaml': kustomization('resources:\n  - release.yaml\n'),
        'apps/staging/shop/release.yaml': helmRelease('shop', '1.0.0'),
      },
      () => false,
      undefined,
      true,
    );
    expect(promoted.plan.refusals).toEqual([]);
    expect([...promoted.after.keys()].filter((path) => !promoted.before.has(path))).toEqual([
      'apps/production/shop/kustomization.yaml',
      'apps/production/shop/release.yaml',
    ]);
    expect(patchOf(promoted)).toContain('apps/production/kustomization.yaml\n+  - shop');
  });
});

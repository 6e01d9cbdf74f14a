import { describe, expect, it } from 'vitest';
import type { LanguageContext } from '../../../src/language/context.ts';
import { lenses } from '../../../src/language/lens.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { knowing } from './helpContext.ts';

const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: vars
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: charts
spec:
  type: oci
`;
const apps = 'kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps';
const charts = 'source.toolkit.fluxcd.io/HelmRepository/infra/charts';

function titles(context: LanguageContext, commands: readonly string[] = ['sluice.reconcile'], now = 0): string[] {
  const file = readManifest('/repo/file.yaml', text);
  return lenses(file, context, { commands, now }).map(({ span, title, command }) => {
    const line = file.lines.positionAt(span.start).line + 1;
    return `${line}: ${title}${command === undefined ? '' : ` -> ${command.id} ${command.object.name}`}`;
  });
}

describe('lenses', () => {
  it('say how Flux objects are and offer what the client can do', () => {
    const context = knowing(
      {},
      {
        [apps]: { health: 'ready', revision: 'main@sha1:1f3c9ab1f3c9ab1f3c9ab1f3c9ab1f3c9ab1f3c9a' },
        [charts]: { health: 'noStatus' },
      },
    );
    expect(titles(context)).toEqual([
      '6: Ready: main@1f3c9ab',
      '6: Reconcile -> sluice.reconcile apps',
      '12: In the cluster',
    ]);
    expect(titles(context, [])).toEqual(['6: Ready: main@1f3c9ab', '12: In the cluster']);
    expect(titles(context, ['sluice.diff'])).toContain('12: Diff -> sluice.diff charts');
  });

  it.each([
    ['2026-01-01T00:00:30Z', ', just now'],
    ['2026-01-01T00:01:00Z', ', just now'],
    ['2025-12-31T23:58:10Z', ', 2 min ago'],
    ['2025-12-31T20:00:00Z', ', 4 h ago'],
    ['2025-12-20T00:00:00Z', ', 12 d ago'],
  ])('say when the revision of %s came: "%s"', (since, words) => {
    const now = Date.parse('2026-01-01T00:00:40Z');
    const ready = { health: 'ready', revision: 'main@sha1:1f3c9ab', since } as const;
    expect(titles(knowing({}, { [apps]: ready }), [], now)[0]).toBe(`6: Ready: main@1f3c9ab${words}`);
  });

  it('do not say since when something is suspended, nor when what has no revision came', () => {
    const since = '2026-01-01T00:00:00Z';
    const suspended = { health: 'suspended', revision: 'main@sha1:1f3c9ab', since } as const;
    expect(titles(knowing({}, { [apps]: suspended }), [])[0]).toBe('6: Suspended: main@1f3c9ab');
    expect(titles(knowing({}, { [apps]: { health: 'ready', since } }), [])[0]).toBe('6: Ready');
  });

  it('say why something fails, in one line without icons', () => {
    const context = knowing({}, { [apps]: { health: 'failed', message: 'build $(zap)\nfailed' } });
    expect(titles(context, [])[0]).toBe('6: Failed: build $ (zap) failed');
  });

  it('are there before the state is known, and tell what is absent', () => {
    const context = knowing({}, {});
    expect(titles(context, [])).toEqual(['6: Status in staging is not known', '12: Status in staging is not known']);
    const listed = new Set(['kustomize.toolkit.fluxcd.io/Kustomization'] as const);
    const cluster = context.cluster && { ...context.cluster, listed };
    expect(titles({ ...context, cluster })).toContain('6: Not in staging');
  });

  it('are none without a cluster', () => {
    expect(titles(knowing())).toEqual([]);
  });
});

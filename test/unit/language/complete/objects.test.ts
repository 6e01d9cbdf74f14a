import { describe, expect, it } from 'vitest';
import { isFluxGroup } from '../../../../src/flux/kinds.ts';
import { validateFile } from '../../../../src/language/validate.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import { catalogue, chosen, itemsIn, knowing } from '../helpContext.ts';

const context = knowing();

/** The labels of the whole objects that are offered. */
function wholeObjects(source: string, path?: string): string[] {
  return itemsIn(source, context, path)
    .filter(({ kind }) => kind === 'object')
    .map(({ label }) => label);
}

describe('whole objects', () => {
  it('exist for every Flux kind that a person writes', () => {
    const kinds = catalogue
      .groups()
      .filter(isFluxGroup)
      .flatMap((group) => catalogue.kinds(group));
    expect([...new Set(wholeObjects('▮').map((label) => label.replace(/ .*/, '')))].sort()).toEqual(
      kinds.filter((kind) => kind !== 'FluxReport').sort(),
    );
  });

  it('are for empty documents', () => {
    expect(wholeObjects('a: 1\n---\n▮')).toContain('HelmRelease');
    expect(wholeObjects('a: 1\n▮')).toEqual([]);
    expect(wholeObjects('▮', 'kustomization.yaml')).toContain('Component');
  });

  it.each(wholeObjects('▮'))('%s is a valid object', (label) => {
    const text = chosen('▮', label);
    const findings = validateFile(readManifest('/repo/file.yaml', text), context);
    expect(findings.filter(({ code }) => code !== 'missing-reference')).toEqual([]);
  });
});

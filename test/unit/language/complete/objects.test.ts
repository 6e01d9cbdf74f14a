import { describe, expect, it } from 'vitest';
import { isFluxGroup } from '../../../../src/flux/kinds.ts';
import { validateFile } from '../../../../src/language/validate.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import { catalogue, chosen, knowing, labelsIn } from '../helpContext.ts';

const context = knowing();

describe('whole objects', () => {
  it('exist for every Flux kind that a person writes', () => {
    const kinds = catalogue
      .groups()
      .filter(isFluxGroup)
      .flatMap((group) => catalogue.kinds(group));
    expect([...new Set(labelsIn('▮').map((label) => label.replace(/ .*/, '')))].sort()).toEqual(
      kinds.filter((kind) => kind !== 'FluxReport').sort(),
    );
  });

  it('are for empty documents', () => {
    expect(labelsIn('a: 1\n---\n▮')).toContain('HelmRelease');
    expect(labelsIn('a: 1\n▮')).toEqual([]);
    expect(labelsIn('▮', context, 'kustomization.yaml')).toContain('Component');
  });

  it.each(labelsIn('▮'))('%s is a valid object', (label) => {
    const text = chosen('▮', label);
    const findings = validateFile(readManifest('/repo/file.yaml', text), context);
    expect(findings.filter(({ code }) => code !== 'missing-reference')).toEqual([]);
  });
});

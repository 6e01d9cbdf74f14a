import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import type { Json } from '../../../src/flux/object.ts';
import { hover } from '../../../src/language/hover/hover.ts';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { schemaSet } from '../../../src/schema/schemaSet.ts';
import { stagesLayer } from '../../../src/schema/stagesSchema.ts';
import { readConfig } from '../../../src/stages/config/readConfig.ts';
import { wantsLanguageServer } from '../../../src/ui/language/gate.ts';
import { chosen, itemsIn, knowing, labelsIn } from './helpContext.ts';

const schema = catalogueFiles.schemas('sluice.json') as Json;
const context = { ...knowing(), schemas: schemaSet([stagesLayer(schema)]) };
const path = '.sluice.yaml';

const labels = (source: string) => labelsIn(source, context, path);
const findings = (text: string) => validateFile(readManifest(`/repo/${path}`, text), context);

describe('a .sluice.yaml', () => {
  it('starts the language server', () => {
    expect(wantsLanguageServer({ languageId: 'yaml', scheme: 'file', path: '/repo/.sluice.yaml', text: '' })).toBe(
      true,
    );
    expect(wantsLanguageServer({ languageId: 'yaml', scheme: 'file', path: '/repo/sluice.yaml', text: '' })).toBe(
      false,
    );
  });

  it('is judged at exact ranges, with a quick fix', () => {
    const text = 'stages:\n  - name: dev\n    paths: [dev]\n    chagne: commit\n';
    expect(findings(text)).toEqual([
      {
        code: 'unknown-field',
        severity: 'error',
        message: '"chagne" is not a field of stages[0]. Did you mean "change"?',
        span: { start: text.indexOf('chagne'), end: text.indexOf('chagne') + 6 },
        fixes: [
          { title: 'Change to "change"', preferred: true, edits: [{ span: { start: 43, end: 49 }, text: 'change' }] },
        ],
      },
    ]);
    expect(findings(text.replace('chagne', 'change'))).toEqual([]);
  });

  it('completes fields and values, and nothing of objects', () => {
    expect(labels('▮').sort()).toEqual(['commit', 'forges', 'protected', 'pullRequest', 'stages']);
    expect(labels('stages:\n  - name: dev\n    ▮').sort()).toEqual([
      'branch',
      'change',
      'context',
      'gates',
      'paths',
      'protected',
    ]);
    expect(labels('stages:\n  - name: dev\n    change: ▮').sort()).toEqual(['commit', 'pullRequest']);
    expect(labels('stages:\n  - name: dev\n    gates:\n      ▮').sort()).toEqual([
      'checks',
      'freeze',
      'health',
      'soak',
    ]);
    expect(labels('stages:\n  - name: dev\n    gates:\n      freeze:\n        - days: [▮]')).toContain('mon');
    expect(chosen('stages:\n  - name: dev\n    cha▮', 'change', context, path)).toContain('\n    change: ');
    expect(itemsIn('stages:\n  - kind: ▮', context, path)).toEqual([]);
  });

  it('explains its fields', () => {
    const text = 'stages:\n  - name: dev\n    gates:\n      soak: 24h\n';
    const at = (word: string) => hover(readManifest(`/repo/${path}`, text), text.indexOf(word) + 1, context)?.markdown;
    expect(at('soak')).toContain('How long the change must have run');
    expect(at('stages')).toContain('in the order');
  });
});

describe('its JSON schema', () => {
  const validate = new Ajv({ strict: false }).compile(schema as object);
  const agrees = (text: string) => [validate(parse(text)), readConfig(text).config !== undefined];

  it.each([
    'stages: [{name: dev, paths: [dev]}]',
    'stages: [{name: dev, branch: dev, change: commit, gates: {soak: {for: 3d, effect: warn}, health: block, checks: warn}}]',
    'stages: [{name: dev, branch: dev, protected: [spec.replicas, {kind: Deployment, field: spec}]}]',
    'stages: [{name: a, branch: a, gates: {freeze: [{from: "18:00", to: "08:00", days: [mon], timeZone: UTC}]}}]\ncommit: {message: m, coAuthors: [A <a@b>]}',
    'stages: [{name: a, branch: a}]\npullRequest: {title: t, body: b, labels: [l], reviewers: [r], draft: true}\nforges: {a.b: gitlab}',
  ])('accepts what is read: %s', (text) => {
    expect(agrees(text)).toEqual([true, true]);
  });

  it.each([
    '{}',
    'stages: []',
    'stages: [{paths: [dev]}]',
    'stages: [{name: dev, paths: [dev], change: push}]',
    'stages: [{name: dev, paths: dev}]',
    'stages: [{name: my stage, paths: [dev]}]',
    'stages: [{name: dev, paths: [dev], gates: {health: yes}}]',
    'stages: [{name: dev, paths: [dev], gates: {freeze: [{from: "18:00"}]}}]',
    'stages: [{name: dev, paths: [dev], protected: [{kind: Deployment}]}]',
    'stages: [{name: dev, paths: [dev]}]\nforges: {a.b: bitbucket}',
    'stages: [{name: dev, paths: [dev]}]\nextra: 1',
  ])('refuses what is not: %s', (text) => {
    expect(agrees(text)).toEqual([false, false]);
  });
});

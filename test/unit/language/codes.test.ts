import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSchemaAssembly } from '../../../src/files/assembleSchemas.ts';
import { factsOf } from '../../../src/files/fileFacts.ts';
import { noFiles, withFacts } from '../../../src/files/knownFiles.ts';
import { codes } from '../../../src/language/codes.ts';
import { defaultSettings } from '../../../src/language/context.ts';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { completed } from '../../../src/manifests/workspace/workspace.ts';

const page = readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8');

const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const examples = Array.from(section.matchAll(/^(Wrong|Right):\n\n```yaml\n([^]*?)^```$/gm));
    const example = (word: string) => examples.find(([, label]) => label === word)?.[2] ?? '';
    return { code: section.slice(0, section.indexOf('\n')), wrong: example('Wrong'), right: example('Right'), section };
  });

const assemble = createSchemaAssembly();

/** The codes found in an example, whose files begin with `# file: <path>`. */
function codesIn(example: string): string[] {
  const parts = example.split(/^# file: (.+)\n/m);
  const files = parts.length === 1 ? [['file.yaml', example]] : pairs(parts.slice(1));
  const read = files.map(([path = '', text = '']) => readManifest(`/repo/${path}`, text));
  const known = withFacts(noFiles(['/repo']), read.map(factsOf));
  const schemas = assemble({ workspaceKinds: known.kinds, userKinds: [] });
  const context = { schemas, workspace: completed(known.workspace), cluster: undefined, settings: defaultSettings };
  return read.flatMap((file) => validateFile(file, context).map(({ code }) => code));
}

function pairs(parts: readonly string[]): string[][] {
  return Array.from({ length: parts.length / 2 }, (_, index) => parts.slice(2 * index, 2 * index + 2));
}

describe('docs/diagnostics.md', () => {
  it('has a section for every code, in the same order, and no other', () => {
    expect(sections.map(({ code }) => code)).toEqual(codes);
  });

  it.each(sections)(
    'shows what is wrong, what is right, and how to ignore it: $code',
    ({ code, wrong, right, section }) => {
      expect(codesIn(wrong)).toContain(code);
      expect(right).not.toBe('');
      expect(codesIn(right).filter((one) => one !== 'missing-reference')).toEqual([]);
      expect(section).toMatch(code.includes('ignore') ? /cannot be ignored/ : `# sluice-ignore ${code}: <reason>`);
    },
  );
});

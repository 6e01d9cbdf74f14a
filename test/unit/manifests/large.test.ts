import { describe, expect, it } from 'vitest';
import { validateFile } from '../../../src/language/validate.ts';
import { readManifest } from '../../../src/manifests/manifestFile.ts';
import { contextOf } from '../language/judge.ts';

const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n';

/** What is said of a text, each as `severity: message`. */
function said(text: string): string[] {
  const file = readManifest('/repo/large.yaml', text);
  return validateFile(file, contextOf()).map(({ severity, message }) => `${severity}: ${message}`);
}

describe('what is too long to be read', () => {
  it('is said of a document, and the others are read', () => {
    const text = `${object}  a: ${'x'.repeat(1_500_000)}\n---\n${object}  a: b\n`;
    const { documents } = readManifest('/repo/large.yaml', text);
    expect(documents.map(({ content }) => content.objects.length)).toEqual([0, 1]);
    expect(said(text)).toEqual(['information: The document has more than 1500000 characters; it is not judged.']);
  });

  it('is said of a file, whatever is in it', () => {
    const text = `${object}  a: b\n---\n`.repeat(100_000);
    const { documents } = readManifest('/repo/large.yaml', text);
    expect(documents).toHaveLength(1);
    expect(said(text)).toEqual(['information: The file has more than 5000000 characters; it is not judged.']);
  });

  it('is not said of what is just short enough', () => {
    const { documents } = readManifest('/repo/large.yaml', `${object}  a: ${'x'.repeat(1_400_000)}\n`);
    expect(documents[0]?.content.objects).toHaveLength(1);
  });
});

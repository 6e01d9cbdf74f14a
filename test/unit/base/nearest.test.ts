import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/base/nearest.ts';

describe('nearest', () => {
  const fields = ['interval', 'prune', 'path', 'sourceRef', 'targetNamespace', 'dependsOn'];

  it.each([
    ['prunee', 'prune'],
    ['intreval', 'interval'],
    ['SourceRef', 'sourceRef'],
    ['source_ref', 'sourceRef'],
    ['dependson', 'dependsOn'],
    ['targetNamspace', 'targetNamespace'],
    ['pth', 'path'],
    ['ptah', 'path'],
  ])('%s was meant to be %s', (word, meant) => {
    expect(nearest(word, fields)).toBe(meant);
  });

  it.each(['values', 'x', 'chart', 'q'.repeat(10_000)])('%s is like none', (word) => {
    expect(nearest(word, fields)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { matrixPage, matrixTable, type Matrix } from '../../../../src/ui/stages/matrixHtml.ts';
import { parseMatrixMessage } from '../../../../src/ui/stages/matrixMessage.ts';

const evil = `</td><img src=x onerror="alert('1')">&\``;
const cell = {
  id: '["staging","overlay","web"]',
  text: '1.4.0',
  label: 'Open web',
  mark: undefined,
  health: 'Ready',
  doubts: '',
};
const matrix: Matrix = {
  caption: 'Applications',
  corner: 'Application',
  stages: ['staging', 'production'],
  rows: [
    {
      name: 'web',
      kind: 'overlay',
      cells: [cell, { ...cell, text: '1.3.2', mark: { kind: 'behind', text: 'behind staging' } }],
    },
    { name: 'tags', kind: 'overlay', cells: [{ ...cell, mark: { kind: 'differs', text: 'differs from staging' } }] },
    { name: 'cache', kind: 'HelmRelease', cells: [cell, { ...cell, id: undefined, text: 'not here', health: '' }] },
  ],
  labels: { filter: 'Filter', onlyBehind: 'Only behind', shown: 'shown' },
};

describe('the matrix', () => {
  test('is a table whose heads say what they head, and says in words where a stage is behind', () => {
    const html = matrixTable(matrix);
    expect(html.match(/<th scope="col">/g)).toHaveLength(3);
    expect(html.match(/<th scope="row">/g)).toHaveLength(3);
    expect(html.match(/<button type="button" data-id="[^"]+" aria-label="[^"]+">/g)).toHaveLength(4);
    expect(html).toContain('\u2190 behind staging');
    expect(html).toContain('\u2260 differs from staging');
    expect(html.match(/<tr data-name="\w+" data-behind>/g)).toEqual(['<tr data-name="web" data-behind>']);
  });

  test('lets no text become markup', () => {
    const mark = { kind: 'behind', text: evil } as const;
    const texts = { id: evil, text: evil, label: evil, mark, health: evil, doubts: evil };
    const html = matrixPage(
      {
        caption: evil,
        corner: evil,
        stages: [evil],
        rows: [{ name: evil, kind: evil, cells: [texts] }],
        labels: { filter: evil, onlyBehind: evil, shown: evil },
      },
      'n0nce',
    );
    expect(html).not.toContain('<img');
    expect(html.split('&#60;/td&#62;&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;&#96;')).toHaveLength(
      17,
    );
  });

  test('loads nothing, and runs nothing but its own script', () => {
    const html = matrixPage(matrix, 'n0nce');
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'"`);
    expect(html.match(/<(?:script|style)[^>]*>/g)).toEqual(['<style nonce="n0nce">', '<script nonce="n0nce">']);
    expect(html).not.toMatch(/https?:|url\(|\sstyle=|\son\w+=/);
  });

  test('takes 200 applications in 3 stages', () => {
    const rows = Array.from({ length: 200 }, (_, at) => ({
      name: `app-${at}`,
      kind: 'overlay',
      cells: [cell, cell, cell],
    }));
    expect(matrixTable({ ...matrix, rows }).match(/<button/g)).toHaveLength(600);
  });
});

test.each([
  [{ type: 'ready', more: 1 }, { type: 'ready' }],
  [
    { type: 'open', id: '["a"]' },
    { type: 'open', id: '["a"]' },
  ],
  [{ type: 'open', id: 1 }, undefined],
  [{ type: 'open', id: 'x'.repeat(3000) }, undefined],
  [{ type: 'run', id: 'x' }, undefined],
  ['open', undefined],
  [null, undefined],
])('of messages only those that the page has a reason to send count: %j', (message, read) => {
  expect(parseMatrixMessage(message)).toEqual(read);
});

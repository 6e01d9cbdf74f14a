import { describe, expect, test } from 'vitest';
import type { ContextAccess } from '../../../src/cluster/kubeconfig/contextAccess.ts';
import { agreementFacts, quote } from '../../../src/ui/agreementFacts.ts';
import { contextInfo } from './contextInfo.ts';

const facts = (name: string, access: Partial<ContextAccess>) =>
  agreementFacts([contextInfo(name, access)]).facts.map(({ code, text }) => [code, text]);

describe('what is agreed to', () => {
  test('names server, plugin, arguments, variables and files', () => {
    const exec = {
      command: '/bin/plugin',
      args: ['get-token', 'a b', 'c'],
      env: [
        { name: 'A', value: 'b' },
        { name: 'C', value: 'd e' },
      ],
    };
    const access = { server: 'https://api:6443', proxy: 'http://p:1', serverName: 'api', insecure: true, exec };
    expect(facts('dev', { ...access, files: ['/ca.crt', '/my token'] })).toEqual([
      ['context', 'dev'],
      ['server', 'https://api:6443'],
      ['proxy', 'http://p:1'],
      ['serverName', 'api'],
      ['insecure', ''],
      ['files', '/ca.crt "/my token"'],
      ['command', '/bin/plugin get-token "a b" c'],
      ['variables', 'A=b "C=d e"'],
    ]);
  });

  test('says that nothing runs', () => {
    expect(facts('dev', {})).toEqual([
      ['context', 'dev'],
      ['server', 'https://api'],
      ['noCommand', ''],
    ]);
  });

  test('says when not all of it fits', () => {
    const long = { exec: { command: 'sh', args: ['-c', `${'x'.repeat(2000)}; evil`], env: [] } };
    expect(agreementFacts([contextInfo('a', long)]).complete).toBe(false);
    expect(agreementFacts(Array.from({ length: 50 }, (_, index) => contextInfo(`c${index}`))).complete).toBe(false);
    expect(agreementFacts([contextInfo('a')]).complete).toBe(true);
  });
});

describe('a word', () => {
  test.each([
    ['--region=eu-1', '--region=eu-1'],
    ['C:\\tools\\plugin.exe', 'C:\\tools\\plugin.exe'],
    ['', '""'],
    ['a b', '"a b"'],
    ['a" "b', '"a\\" \\"b"'],
    ['a\nb', '"a\\nb"'],
    ['$(bug)', '"$(bug)"'],
    ['a  b', '"a\\u{20} b"'],
    ['a\u202eb', '"a\\u{202e}b"'],
    ['a\u200bb', '"a\\u{200b}b"'],
    ['a\u00a0b', '"a\\u{a0}b"'],
  ])('%j is shown as %s', (word, shown) => {
    expect(quote(word)).toBe(shown);
  });

  test('ends where it ends: other words look other', () => {
    const lines = [['a', 'b'], ['a b'], ['"a', 'b"'], ['a" "b'], ['a', '', 'b']].map((words) =>
      words.map(quote).join(' '),
    );
    expect(new Set(lines).size).toBe(lines.length);
  });
});

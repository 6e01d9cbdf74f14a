import { expect, test } from 'vitest';
import { parsePrompt, type Origin, type Prompt } from '../../../../src/git/askpass/prompts.ts';

const https = (host: string): Origin => ({ protocol: 'https', host });
const ssh = (host: string): Origin => ({ protocol: 'ssh', host });

test.each<[string, Omit<Prompt, 'text'>]>([
  ["Username for 'https://Git.example.org:8443': ", { kind: 'username', origin: https('git.example.org:8443') }],
  ["Username for 'https://git.example.org/shop/fleet': ", { kind: 'username', origin: https('git.example.org') }],
  [
    "Password for 'https://ann%40example.org@git.example.org': ",
    { kind: 'password', origin: https('git.example.org'), username: 'ann@example.org' },
  ],
  // A name with an @ does not lead the answer to another host.
  [
    "Password for 'https://me@evil.example@git.example.org': ",
    { kind: 'password', origin: https('git.example.org'), username: 'me@evil.example' },
  ],
  [
    "Password for 'https://git.example.org@evil.example': ",
    { kind: 'password', origin: https('evil.example'), username: 'git.example.org' },
  ],
  [
    "Password for 'http://127.0.0.1:3000': ",
    { kind: 'password', origin: { protocol: 'http', host: '127.0.0.1:3000' } },
  ],
  ['Username: ', { kind: 'other' }],
  ["Enter passphrase for key '/home/ann/.ssh/id_ed25519': ", { kind: 'passphrase', key: '/home/ann/.ssh/id_ed25519' }],
  ['Enter passphrase for "/home/ann/.ssh/sign": ', { kind: 'passphrase', key: '/home/ann/.ssh/sign' }],
  ['Enter passphrase for /home/ann/.ssh/id: ', { kind: 'passphrase', key: '/home/ann/.ssh/id' }],
  ['Enter passphrase: ', { kind: 'passphrase' }],
  ['Enter PIN for ED25519-SK key /home/ann/.ssh/sk: ', { kind: 'passphrase', key: 'ED25519-SK' }],
  ["git@git.example.org's password: ", { kind: 'password', origin: ssh('git.example.org'), username: 'git' }],
  ['(git@git.example.org) Password: ', { kind: 'password', origin: ssh('git.example.org'), username: 'git' }],
  ['(git@git.example.org) Verification code: ', { kind: 'other' }],
  [
    "The authenticity of host '[git.example.org]:2222 ([192.0.2.1]:2222)' can't be established.\n" +
      'ED25519 key fingerprint is SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s.\n' +
      'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
    {
      kind: 'hostKey',
      origin: ssh('git.example.org'),
      fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s',
    },
  ],
  ["Please type 'yes', 'no' or the fingerprint: ", { kind: 'hostKey' }],
  ['Something else?', { kind: 'other' }],
])('%j', (text, prompt) => {
  expect(parsePrompt(text)).toEqual({ ...prompt, text });
});

test('programs say what kind of answer they expect', () => {
  expect(parsePrompt('Confirm user presence for key', 'none').kind).toBe('notice');
  expect(parsePrompt('Allow use of key?', 'confirm').kind).toBe('confirm');
});

test('a long question is read in no time', () => {
  const text = `Password for 'https://${'@'.repeat(1_000_000)}`;
  expect(parsePrompt(text)).toMatchObject({ kind: 'other', text: text.slice(0, 4000) });
});

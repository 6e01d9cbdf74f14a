import { expect, test } from 'vitest';
import { createAnswers } from '../../../../src/git/askpass/credentials.ts';
import { parsePrompt, type Prompt } from '../../../../src/git/askpass/prompts.ts';
import { going } from '../repositories.ts';

const password = (address: string): Prompt => parsePrompt(`Password for '${address}': `);
const login = { username: 'token', password: 's3cret' };
const session = { origin: { protocol: 'https', host: 'git.example.org' }, login };

test('what somebody signed in with is given for its host alone, and nobody is asked meanwhile', async () => {
  const answers = createAnswers({ ask: () => Promise.resolve('typed') });
  answers.begin(session);
  const given = (prompt: Prompt): Promise<string | undefined> => answers.answer(prompt, going);
  expect(await given(parsePrompt("Username for 'https://git.example.org': "))).toBe('token');
  expect(await given(password('https://token@git.example.org'))).toBe('s3cret');
  // Where a redirect leads, another port, without encryption, and what cannot be told.
  expect(await given(password('https://token@evil.example'))).toBeUndefined();
  expect(await given(password('https://token@git.example.org:8443'))).toBeUndefined();
  expect(await given(password('http://token@git.example.org'))).toBeUndefined();
  expect(await given(password('https://git.example.org/x@evil.example'))).toBeUndefined();
  // A key's passphrase is no matter of the host's.
  expect(await given(parsePrompt("Enter passphrase for key '/k': "))).toBe('typed');
  answers.begin();
  expect(await given(password('https://token@git.example.org'))).toBe('typed');
});

test('what worked is remembered, what is asked for again was wrong', async () => {
  let count = 0;
  const answers = createAnswers({ ask: () => Promise.resolve(String((count += 1))) });
  const given = (): Promise<string | undefined> => answers.answer(password('https://a@h'), going);
  answers.begin();
  expect([await given(), await given()]).toEqual(['1', '2']);
  answers.end(true);
  answers.begin();
  expect([await given(), await given()]).toEqual(['2', '3']);
  answers.end(false);
  answers.begin();
  expect(await given()).toBe('4');
  expect(answers.cancelled()).toBe(false);
});

test('who cancels is known', async () => {
  const answers = createAnswers({ ask: () => Promise.resolve(undefined) });
  answers.begin();
  await answers.answer(parsePrompt('Touch your key', 'none'), going);
  expect(answers.cancelled()).toBe(false);
  await answers.answer(password('https://a@h'), going);
  expect(answers.cancelled()).toBe(true);
  answers.begin();
  expect(answers.cancelled()).toBe(false);
});

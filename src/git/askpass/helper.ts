/**
 * The program that git and ssh run to ask a question: `askpass QUESTION`. It hands the question to whoever started git,
 * over the socket that the environment names, and prints the answer; without one it fails, and so does whoever asked.
 */
import { connect } from 'node:net';
import { argv, env, exit, stdout } from 'node:process';
import { socketVariable, wordVariable } from './variables.ts';

const socket = connect(env[socketVariable] ?? '');
const answer: Buffer[] = [];
socket.on('data', (chunk: Buffer) => answer.push(chunk));
socket.on('error', () => exit(1));
socket.on('end', () => {
  const text = Buffer.concat(answer).toString();
  if (!text.startsWith('=')) exit(1);
  stdout.write(`${text.slice(1)}\n`, () => exit(0));
});
const question = { word: env[wordVariable], prompt: argv[2] ?? '', hint: env['SSH_ASKPASS_PROMPT'] ?? '' };
socket.write(`${JSON.stringify(question)}\n`);

/** Commits and pushes one change, for tests that end the process half-way. usage: node commitOnce.ts ROOT */
import { argv } from 'node:process';
import { commitAndPush } from '../../../../src/git/write/commitAndPush.ts';

await commitAndPush(
  { root: argv[2] ?? '', remote: 'origin', branch: 'main', credentials: {} },
  {
    edit: ({ files }) => {
      const list = Buffer.from(files.get('list') ?? []).toString();
      return { changes: [{ path: 'list', content: `${list}one more\n` }], message: 'One more' };
    },
  },
  new AbortController().signal,
);

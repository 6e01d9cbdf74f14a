import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedAccess } from '../../cluster/sharedAccess.ts';
import { until } from './ask.ts';
import { deadRun } from './repository.ts';
import { repositoryWindow, useWindow } from './windows.ts';

const code = useWindow(repositoryWindow);
const run = promisify(execFile);

interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly html_url: string;
  readonly head: { readonly ref: string };
  readonly base: { readonly ref: string };
}

const forge = () => {
  const { forge: gitea } = sharedAccess();
  if (gitea === undefined) throw new Error('The cluster has no forge.');
  return gitea;
};
const repository = () => `/repos/${forge().user}/fleet`;
const openRequests = () => forge().request<readonly PullRequest[]>('GET', `${repository()}/pulls?state=open`);

/** What Git says of the clone: nothing of it may change. */
const stateOf = async (folder: string): Promise<string> => {
  const git = async (...args: readonly string[]) => (await run('git', args, { cwd: folder })).stdout;
  return [await git('status', '--porcelain'), await git('for-each-ref'), await git('stash', 'list')].join('\n');
};

/** Waits for one of some questions; resolves with the words that it holds. */
async function asked(...words: readonly string[]): Promise<string | undefined> {
  const { quick } = code();
  let found: string | undefined;
  await until(async () => {
    const prompt = (await quick.isOpen()) ? await quick.prompt() : '';
    found = words.find((one) => prompt.includes(one));
    return found !== undefined;
  });
  return found;
}

async function answer(question: string, text: string): Promise<void> {
  await asked(question);
  await code().quick.type(text);
  await code().quick.accept();
}

let before = '';
beforeAll(async () => {
  for (const [name, value] of [
    ['user.name', 'Somebody'],
    ['user.email', 'somebody@example.test'],
  ] as const) {
    await run('git', ['config', name, value], { cwd: code().workspace });
  }
  before = await stateOf(code().workspace);
});
afterAll(async () => {
  for (const { number, head } of await openRequests()) {
    await forge().request('PATCH', `${repository()}/pulls/${number}`, { state: 'closed' });
    await forge().request('DELETE', `${repository()}/branches/${encodeURIComponent(head.ref)}`);
  }
  await code().quick.runCommand('Flux: Forget Tokens of Git Hosts...');
  await asked('Forget the tokens');
  for (const origin of ['https://github.com', new URL(forge().url).origin]) await code().quick.pick(origin);
  await code().quick.accept();
  await code()
    .messages.notification(/Forgot the tokens for github\.com, localhost/)
    .waitFor();
});

test('what a promotion left that died with VS Code is gone after the start', () => {
  expect(before).toContain('refs/heads/main');
  expect(before).not.toContain(deadRun);
});

test('accounts of VS Code are asked for first, then a token, by the scopes of the host', async () => {
  const { quick, messages, screenshot } = code();
  await quick.runCommand('Flux: Sign In to Git Host...');
  await answer('Sign in to which Git host?', 'https://github.com');
  // There is nobody to sign in at GitHub here: the person says no.
  expect((await messages.dialog()).text).toMatch(/wants to sign in using GitHub/);
  await screenshot('sign-in-account');
  await messages.clickDialog('Cancel');
  await answer('permissions "Contents" and "Pull requests"', 'github-token');
  await messages.notification('Signed in to github.com.').waitFor();
  await quick.runCommand('Flux: Sign In to Git Host...');
  await answer('Sign in to which Git host?', 'gitlab.com');
  await asked('A token with the scope "api". You make one at https://gitlab.com/');
  await quick.dismiss();
});

test('a promotion goes from the palette to an open pull request', async () => {
  const { page, quick, messages, screenshot } = code();
  const { user, token } = forge();
  await quick.runCommand('Flux: Promote...');
  // A token that was typed in a try before is known.
  if ((await asked('Your user name', 'Promote what')) === 'Your user name') {
    await answer('Your user name', user);
    await answer(`of ${user} at`, token);
  }
  await asked('Promote what from staging to production?');
  expect(await quick.items()).toContainEqual(expect.stringMatching(/shop.*1\.3\.2 \u2192 1\.4\.0/));
  await screenshot('promote-applications');
  await quick.accept();

  await asked('look at the edit of 1 file');
  const editors = page.locator('.editor-group-container .view-lines');
  const shown = async () => (await editors.allInnerTexts()).join('\n').replaceAll('\u00A0', ' ');
  await expect.poll(shown).toContain('newTag: 1.4.0');
  expect(await shown()).toContain('newTag: 1.3.2');
  await screenshot('promote-edits');
  await quick.pick('Continue...');

  const { text } = await messages.dialog();
  expect(text).toContain('Promote shop 1.4.0 to production?');
  expect(text).toMatch(/Opens a pull request on localhost:\d+\/shop\/fleet, branch sluice\/promote\/.*, into main\./);
  expect(text).toContain('Commit hooks do not run');
  await screenshot('promote-question');
  await messages.clickDialog('Open Pull Request');
  const branches = async () =>
    (await forge().request<readonly { readonly name: string }[]>('GET', `${repository()}/branches`)).map(
      ({ name }) => name,
    );
  const branchesBefore = await branches();
  // The token for github.com is not for this host. What the host does not take is asked for again, before anything is pushed.
  await answer('write permission for "repository"', 'expired');
  await messages.notification(/refused the token \(the token that you entered for localhost/).waitFor();
  expect(await branches()).toEqual(branchesBefore);
  await answer('write permission for "repository"', token);

  await messages.notification(/Opened pull request #\d+: Promote shop 1\.4\.0 to production/).waitFor();
  await screenshot('promote-done');
  const [request, ...others] = await openRequests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({ title: 'Promote shop 1.4.0 to production', base: { ref: 'main' } });
  expect(request?.body).toContain('| 1.3.2 | 1.4.0 |'.replaceAll(/1\.\d\.\d/g, '`$&`'));
  expect(await stateOf(code().workspace)).toBe(before);
});

test('the same promotion again asks for no token and says that it is open already', async () => {
  const { quick, messages } = code();
  await quick.runCommand('Flux: Promote...');
  await asked('Promote what from staging to production?');
  await quick.accept();
  await asked('look at the edit of 1 file');
  await quick.pick('Continue...');
  await messages.clickDialog('Open Pull Request');
  await messages.notification(/Pull request #\d+ says the same already/).waitFor();
  expect(await openRequests()).toHaveLength(1);
});

test('a gate that is closed keeps a promotion out', async () => {
  const { quick, messages, workspace } = code();
  const config = join(workspace, '.sluice.yaml');
  await writeFile(
    config,
    `stages:
  - name: staging
    paths: [shop/staging]
  - name: production
    paths: [shop/production]
    gates:
      freeze:
        - from: 2020-01-01
          to: 2100-01-01
          reason: Holidays
`,
  );
  try {
    await quick.runCommand('Flux: Promote...');
    await asked('Promote what from staging to production?');
    await quick.accept();
    await asked('look at the edit of 1 file');
    await quick.pick('Continue...');
    await messages.notification(/The gates of production keep this promotion out\..*Holidays/).waitFor();
  } finally {
    await rm(config);
  }
});

test('what is checked out is followed to the object that keeps it from landing', async () => {
  const { quick, messages, screenshot, tree } = code();
  await quick.runCommand('Flux: Did It Land?');
  await asked('Did what land?');
  expect(await quick.items()).toContainEqual(expect.stringMatching(/^#\d+ Promote shop 1\.4\.0 to production/));
  await screenshot('did-what-land');
  await quick.accept();
  const told = /Commit [0-9a-f]{12} is not applied at Kustomization\/flux-system\/apps/;
  await messages.notification(told).waitFor();
  await screenshot('did-it-land');
  await messages.clickNotification(told, 'Go to Object');
  await tree.row(/^Kustomization apps/).waitFor();
});

test('a row of the view Stages begins with its stage, and says which pull request is open', async () => {
  const { page, quick, stages, screenshot } = code();
  const header = page.locator('.pane-header[aria-label^="Stages"]');
  await header.click();
  await stages.row(/^overlay shop, version 1\.3\.2, pull request #\d+ open/).waitFor();
  await screenshot('stages-pull-request');
  await stages.choose(/^overlay shop, version 1\.4\.0/, 'Promote...');
  await asked('Promote what from staging to production?');
  expect(await quick.items()).toContainEqual(expect.stringMatching(/shop.*1\.3\.2 \u2192 1\.4\.0/));
  await quick.dismiss();
  await header.click();
});

test('a pull request that was closed is told of, and no more followed', async () => {
  const { page, quick, messages, stages } = code();
  const [request] = await openRequests();
  if (request === undefined) throw new Error('There is no open pull request.');
  await forge().request('PATCH', `${repository()}/pulls/${request.number}`, { state: 'closed' });
  await quick.runCommand('Flux: Did It Land?');
  await asked('Did what land?');
  await quick.pick(`#${request.number} ${request.title}`);
  await messages.notification(`Pull request #${request.number} was closed without being merged.`).waitFor();
  const header = page.locator('.pane-header[aria-label^="Stages"]');
  await header.click();
  await stages.row('overlay shop, version 1.3.2').waitFor();
  await header.click();
});

describe('a preview of a feature branch', () => {
  const branch = 'feature/quota';
  const stage = (change: string) =>
    writeFile(
      join(code().workspace, '.sluice.yaml'),
      `stages:\n  - name: demo\n    paths: [clusters/demo]\n    context: demo-admin\n    change: ${change}\n`,
    );
  const git = (...args: readonly string[]) => run('git', args, { cwd: code().workspace });
  const filesThere = async () =>
    (await forge().request<readonly { readonly name: string }[]>('GET', `${repository()}/contents/clusters/demo`)).map(
      ({ name }) => name,
    );

  beforeAll(async () => {
    // What every cluster has already, and what no namespace holds.
    const role =
      '---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: view\nrules: []\n';
    const path = `${repository()}/contents/infra/quotas.yaml`;
    const { sha, content } = await forge().request<Record<'sha' | 'content', string>>('GET', path);
    const text = Buffer.from(content, 'base64').toString() + role;
    await forge().request('PUT', path, {
      ...{ sha, content: Buffer.from(text).toString('base64'), message: 'Change' },
      ...{ branch: 'main', new_branch: branch },
    });
    for (const name of [branch, 'feature/unpushed']) await git('branch', name);
  });
  afterAll(async () => {
    await rm(join(code().workspace, '.sluice.yaml'), { force: true });
    await git('branch', '--delete', '--force', branch, 'feature/unpushed');
    await forge().request('DELETE', `${repository()}/branches/${encodeURIComponent(branch)}`);
  });

  test('is refused for what it would share, made without that, and taken away again', async () => {
    const { page, quick, messages, screenshot, editor } = code();
    const shown = async () =>
      (await page.locator('.editor-group-container .view-lines').allInnerTexts()).join('\n').replaceAll('\u00A0', ' ');
    await stage('pullRequest');
    await quick.runCommand('Flux: Create Preview Environment...');
    await asked('A preview of which branch?');
    await quick.pick('feature/unpushed');
    await messages.notification(/no branch feature\/unpushed\. Push it first/).waitFor();

    await quick.runCommand('Flux: Create Preview Environment...');
    await asked('A preview of which branch?');
    await quick.pick(branch);
    await asked('Name of the preview');
    await quick.accept();
    await asked(': refused');
    await expect.poll(async () => (await editor()).text).toContain('It would share ClusterRole/view');
    await screenshot('preview-refused');
    await quick.pick('Leave Out ClusterRole/view, and Check Again');
    await asked('nothing is shared');
    await expect.poll(async () => (await editor()).text).toContain('Nothing is shared:');
    await screenshot('preview-check');
    await quick.pick('Continue...');
    await asked('look at what is written');
    await expect.poll(shown).toContain('branch: feature/quota');
    await screenshot('preview-edits');
    await quick.pick('Continue...');
    const { text } = await messages.dialog();
    expect(text).toContain(`Preview ${branch} beside demo?`);
    expect(text).toContain('The preview does without ClusterRole/view');
    await screenshot('preview-question');
    await messages.clickDialog('Open Pull Request');
    await messages.notification(/Opened pull request #\d+: Preview feature\/quota beside demo/).waitFor();

    const request = (await openRequests()).find(({ title }) => title.startsWith('Preview'));
    expect(request?.body).toContain('None of its 4 objects is in one of');
    await forge().request('POST', `${repository()}/pulls/${request?.number ?? 0}/merge`, { Do: 'squash' });
    expect(await filesThere()).toContainEqual(expect.stringMatching(/^preview-infra-feature-quota-\w+\.yaml$/));

    await stage('commit');
    await quick.runCommand('Flux: Remove Preview Environment...');
    await asked('Remove which preview?');
    await quick.accept();
    await asked('look at what is written');
    await quick.pick('Continue...');
    expect((await messages.dialog()).text).toMatch(/Flux deletes the namespace preview-infra-feature-quota-/);
    await screenshot('preview-removal');
    await messages.clickDialog('Commit and Push');
    await messages
      .notification(/Committed to main of origin: Remove the preview of feature\/quota beside demo/)
      .waitFor();
    expect(await filesThere()).toEqual(['infra.yaml', 'kustomization.yaml']);
    await quick.runCommand('View: Close All Editors');
  });
});

test('an application is rolled back from its row to an open pull request', async () => {
  const { page, quick, messages, screenshot, stages, workspace } = code();
  const path = 'shop/production/kustomization.yaml';
  const file = `${repository()}/contents/${path}`;
  const { sha, content } = await forge().request<Record<'sha' | 'content', string>>('GET', file);
  const bumped = Buffer.from(content, 'base64').toString().replace('1.3.2', '1.3.9');
  // A branch that no cluster follows.
  await forge().request('PUT', file, {
    ...{ sha, content: Buffer.from(bumped).toString('base64'), message: 'Bump shop to 1.3.9' },
    ...{ branch: 'main', new_branch: 'live' },
  });
  const basic = Buffer.from(`${forge().user}:${forge().token}`).toString('base64');
  const header = `http.extraHeader=Authorization: Basic ${basic}`;
  await run('git', ['-c', header, 'fetch', '--quiet', 'origin', 'live'], { cwd: workspace });
  const config = 'stages:\n  - {name: production, paths: [shop/production], branch: live, change: pullRequest}\n';
  await writeFile(join(workspace, '.sluice.yaml'), config);
  const view = page.locator('.pane-header[aria-label^="Stages"]');
  try {
    await view.click();
    await stages.choose(/^overlay shop, version 1\.3\.9/, 'Roll Back...');
    await asked('Roll back shop of production to which revision of live?');
    const [newest = '', oldest = '', ...others] = await quick.items();
    expect(newest).toContain('Bump shop to 1.3.9');
    expect(others).toEqual([]);
    await screenshot('rollback-revisions');
    await quick.pick(oldest.split(',')[0] ?? '');

    await asked('look at the edit of 1 file');
    const editors = page.locator('.editor-group-container .view-lines');
    const shown = async () => (await editors.allInnerTexts()).join('\n').replaceAll('\u00A0', ' ');
    await expect.poll(shown).toContain('newTag: 1.3.2');
    await screenshot('rollback-edits');
    await quick.pick('Continue...');

    const { text } = await messages.dialog();
    expect(text).toMatch(/Roll back shop in production to \w{12}\?/);
    expect(text).toMatch(/Opens a pull request on .*, branch sluice\/rollback\/shop-in-production-\w{8}, into live\./);
    expect(text).toContain(`restored: ${path}`);
    await screenshot('rollback-question');
    await messages.clickDialog('Open Pull Request');
    await messages.notification(/Opened pull request #\d+: Roll back shop in production to/).waitFor();
    await screenshot('rollback-done');
    const request = (await openRequests()).find(({ base }) => base.ref === 'live');
    expect(request?.body).toContain('Bump shop to 1&#46;3&#46;9');
  } finally {
    await rm(join(workspace, '.sluice.yaml'), { force: true });
    await forge().request('DELETE', `${repository()}/branches/live`);
    await run('git', ['update-ref', '-d', 'refs/remotes/origin/live'], { cwd: workspace });
    await view.click();
  }
});

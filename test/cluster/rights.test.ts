import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ApiError } from './access/rest.ts';
import type { UserName } from './cluster.ts';
import { sharedAccess } from './sharedAccess.ts';

const access = sharedAccess();

/** Runs the cluster's own kubectl as a user; its stdout, or the error's text. */
async function kubectl(user: UserName, ...args: string[]): Promise<string> {
  const { kubectl: command } = access.description.binaries;
  try {
    const { stdout } = await promisify(execFile)(command, ['--kubeconfig', access.kubeconfig(user), ...args]);
    return stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

describe('users', () => {
  test.each<UserName>(['admin', 'viewer', 'certificate', 'exec'])('%s lists Flux objects everywhere', async (user) => {
    expect(await kubectl(user, 'get', 'kustomizations', '-A', '-o', 'name')).toContain('/apps');
  });

  test('viewer may not write', async () => {
    expect(await kubectl('viewer', '-n', 'flux-system', 'annotate', 'kustomization', 'apps', 'a=b')).toMatch(
      /User "viewer" cannot patch resource "kustomizations"/,
    );
  });

  test('nobody may list nothing', async () => {
    expect(await kubectl('nobody', 'get', 'kustomizations', '-A')).toMatch(/User "nobody" cannot list/);
    expect(await kubectl('nobody', 'get', 'kustomizations', '-n', 'shop')).toMatch(/User "nobody" cannot list/);
  });

  test('tenant sees one namespace and no list of namespaces', async () => {
    expect(await kubectl('tenant', 'get', 'kustomizations', '-A')).toMatch(/cannot list .* at the cluster scope/);
    expect(await kubectl('tenant', 'get', 'kustomizations', '-o', 'name')).toContain('/staging');
    expect(await kubectl('tenant', 'get', 'kustomizations', '-n', 'payments')).toMatch(/cannot list/);
    expect(await kubectl('tenant', 'get', 'namespaces')).toMatch(/cannot list resource "namespaces"/);
  });

  test('lead sees two namespaces and may list namespaces', async () => {
    expect(await kubectl('lead', 'get', 'kustomizations', '-n', 'payments', '-o', 'name')).toContain('/gateway');
    expect(await kubectl('lead', 'get', 'kustomizations', '-A')).toMatch(/cannot list .* at the cluster scope/);
    expect(await kubectl('lead', 'get', 'namespaces', '-o', 'name')).toContain('namespace/shop');
  });

  test('certificate is known at 127.0.0.2, and only with its certificate', async () => {
    const server = access.description.secondServer;
    expect(server).toMatch(/^https:\/\/127\.0\.0\.2:/);
    expect(await kubectl('certificate', 'config', 'view', '-o', 'jsonpath={.clusters[0].cluster.server}')).toBe(server);
    expect(await kubectl('certificate', 'auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')).toBe(
      'certificate',
    );
    expect(await kubectl('admin', '--server', server, 'auth', 'whoami', '-o', 'name')).not.toContain('x509');
  });

  test('a user that is not there is named', () => {
    expect(() => access.kubeconfig('nemo')).toThrow(/has no user nemo; it has admin, viewer/);
  });
});

describe('admission', () => {
  test.each([
    [
      'a missing field',
      { prune: true, sourceRef: { kind: 'GitRepository', name: 'x' } },
      /spec\.interval: Required value/,
    ],
    ['a pattern', { interval: 'banana', prune: true, sourceRef: { kind: 'GitRepository', name: 'x' } }, /"banana"/],
    [
      'an enum',
      { interval: '1m', prune: true, sourceRef: { kind: 'GitRepo', name: 'x' } },
      /Unsupported value: "GitRepo"/,
    ],
  ])('the API server refuses %s', async (_, spec, message) => {
    const metadata = { namespace: 'shop', name: 'refused' };
    const object = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec };
    const error: unknown = await access.apply([object]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, message: expect.stringMatching(message) as string });
  });
});

describe('what clients do', () => {
  test('is in the audit log, what the harness does is not', async () => {
    const mark = await access.audit.mark();
    await access.request('GET', '/api/v1/namespaces/shop/configmaps');
    await kubectl('viewer', 'get', 'kustomizations', '-n', 'shop');
    await expect
      .poll(() => access.audit.requests(mark))
      .toContainEqual(
        expect.objectContaining({
          user: 'viewer',
          verb: 'list',
          resource: 'kustomizations',
          namespace: 'shop',
          status: 200,
        }),
      );
    expect((await access.audit.requests(mark)).map(({ user }) => user)).not.toContain('harness');
  });

  test('shows in the calls of the credential plugin', async () => {
    const before = (await access.exec.calls()).length;
    await kubectl('exec', 'get', 'kustomizations', '-n', 'shop');
    const calls = await access.exec.calls();
    expect(calls).toHaveLength(before + 1);
    expect(JSON.parse(calls.at(-1)?.execInfo ?? '{}')).toMatchObject({ spec: { cluster: { server: access.server } } });
  });

  test('fails with a token that has expired', async () => {
    const token = await access.serviceAccountToken({ namespace: 'shop', name: 'default', seconds: 15 });
    const ask = () => access.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', review, { token });
    expect(await ask()).toMatchObject({ status: { userInfo: { username: 'system:serviceaccount:shop:default' } } });
    await expect
      .poll(
        () =>
          ask().then(
            () => 200,
            (error: unknown) => (error as ApiError).status,
          ),
        { timeout: 60_000 },
      )
      .toBe(401);
  });
});

const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };

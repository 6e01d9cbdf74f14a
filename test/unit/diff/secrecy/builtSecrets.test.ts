import { expect, test } from 'vitest';
import { buildWithSecrets } from '../../../../src/diff/secrecy/builtSecrets.ts';
import type { Build, VariableSource } from '../../../../src/diff/terms/ports.ts';

const variables: readonly VariableSource[] = [
  { kind: 'Secret', name: 'keys', state: 'given', data: { TOKEN: 'planted-7d31' } },
];
const schema = () => undefined;
const tokenOf = (all: readonly VariableSource[]): string => {
  const [source] = all;
  return source?.state === 'given' ? (source.data['TOKEN'] ?? '') : '';
};
const configMap = (token: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a' },
  data: { token, other: 'x' },
});

test('a build says which of its places hold what came from Secrets', async () => {
  const build = (all: readonly VariableSource[]): Promise<Build> =>
    Promise.resolve({
      outcome: 'built',
      objects: [{ object: configMap(tokenOf(all)) }],
      gaps: [`not known near ${tokenOf(all)}`],
      certainty: { level: 'exact' },
    });
  const built = await buildWithSecrets(build, variables, schema);
  const [one] = built.outcome === 'built' ? built.objects : [];
  expect(one?.secret?.places.below.get('f:data')?.below.get('f:token')).toMatchObject({ isMember: true });
  expect(one?.secret?.places.below.get('f:data')?.below.has('f:other')).toBe(false);
  expect(built.outcome === 'built' ? built.gaps?.join() : '').not.toContain('planted');
});

test('one that fails quotes none of them', async () => {
  const build = (all: readonly VariableSource[]): Promise<Build> =>
    Promise.resolve({ outcome: 'failed', message: `no port: ${tokenOf(all)}` });
  const built = await buildWithSecrets(build, variables, schema);
  expect(built).toMatchObject({ outcome: 'failed' });
  expect(JSON.stringify(built)).not.toContain('planted');
});

test('without Secrets it is built once', async () => {
  let count = 0;
  const build = (): Promise<Build> => {
    count += 1;
    return Promise.resolve({ outcome: 'built', objects: [], certainty: { level: 'exact' } });
  };
  await buildWithSecrets(build, [{ kind: 'Secret', name: 'keys', state: 'absent' }], schema);
  expect(count).toBe(1);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { fixtureFolder } from '../../fleet/pushFleet.ts';
import { deployment, secret, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const fixture = (name: string): string => readFileSync(join(fixtureFolder('encrypted'), name), 'utf8');

const web = (replicas: number): string =>
  yaml(
    deployment('web', {
      replicas,
      container: {
        envFrom: [{ secretRef: { name: 'database' } }],
        env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'token.yaml' } } }],
      },
    }),
  );

const shared = {
  given: yaml(secret('sops', { 'test.agekey': fixture('test-only.agekey') })),
  kustomizations: { main: { decryption: { provider: 'sops', secretRef: { name: 'sops' } } } },
  secrets: ['correct-horse-'],
  before: {
    'main/kustomization.yaml': stringify({
      namespace: '${NS}',
      resources: ['web.yaml', 'login.yaml', 'kept.yaml'],
      secretGenerator: [
        { name: 'database', envs: ['database.env'] },
        { name: 'token', files: ['token.yaml'] },
      ],
    }),
    'main/web.yaml': web(1),
    'main/login.yaml': fixture('login.yaml'),
    'main/kept.yaml': fixture('kept.yaml'),
    'main/database.env': fixture('database.env'),
    'main/token.yaml': fixture('token.yaml'),
  },
} as const;

/** What SOPS encrypted and the controller decrypts: objects, and files that kustomize makes Secrets of. */
export const encryption: readonly Scenario[] = [
  {
    ...shared,
    name: 'decrypted-object',
    after: { 'main/login.yaml': fixture('login-changed.yaml'), 'main/web.yaml': web(2) },
    expect: {
      'Secret/login': 'unknown',
      'Secret/kept': 'unchanged',
      'Secret/database-d87bfkd8hm': 'unchanged',
      'Secret/token-ffb6b22545': 'unchanged',
      'Deployment/web': 'change',
    },
  },
  {
    ...shared,
    name: 'decrypted-input',
    after: { 'main/database.env': fixture('database-changed.env') },
    expect: {
      'Secret/login': 'unchanged',
      'Secret/database-d87bfkd8hm': 'unknown',
      'Secret/token-ffb6b22545': 'unchanged',
      'Deployment/web': 'unknown',
    },
  },
];

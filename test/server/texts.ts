/** A Kustomization with further lines in its spec. */
export function kustomization(name: string, ...spec: readonly string[]): string {
  return [
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    'metadata:',
    `  name: ${name}`,
    '  namespace: flux-system',
    'spec:',
    '  interval: 10m',
    '  prune: true',
    '  path: ./apps',
    '  sourceRef:',
    '    kind: GitRepository',
    '    name: fleet',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** The GitRepository that those refer to. */
export const gitRepository = [
  'apiVersion: source.toolkit.fluxcd.io/v1',
  'kind: GitRepository',
  'metadata:',
  '  name: fleet',
  '  namespace: flux-system',
  'spec:',
  '  interval: 1m',
  '  url: https://example.org/fleet.git',
  '',
].join('\n');

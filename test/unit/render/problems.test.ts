import { expect, test } from 'vitest';
import { errorProblem } from '../../../src/render/problems.ts';
import { remoteBaseProblem } from '../../../src/render/remoteBase.ts';

const files = new Map([
  ['apps/a.yaml', ''],
  [
    'apps/kustomization.yaml',
    'resources:\n  - a.yaml\n  - "https://example.com/a.yaml"\n  - ssh://git@example.com/acme/base\n',
  ],
]);

test.each([
  [
    'failed to decode Kubernetes YAML from /artifact/apps/a.yaml: MalformedYAMLError: yaml: line 3: bad in File: a.yaml',
    {
      message:
        'failed to decode Kubernetes YAML from apps/a.yaml: MalformedYAMLError: yaml: line 3: bad in File: a.yaml',
      file: 'apps/a.yaml',
      line: 3,
    },
  ],
  [
    'kustomization path not found: stat /artifact/none: No such file or directory',
    { message: 'kustomization path not found: stat none: no such file or directory' },
  ],
  [
    "unable to find one in directory '/artifact'",
    { message: 'unable to find one in directory the root of the source' },
  ],
])('%s', (text, expected) => {
  expect(errorProblem(text, files)).toEqual({ kind: 'error', ...expected });
});

test('a remote base is named with its place', () => {
  const message = "accumulating resources from 'ssh://git@example.com/acme/base': no 'git' program on path";
  expect(remoteBaseProblem(message, undefined, files)).toMatchObject({
    kind: 'unknown',
    message: expect.stringContaining('here: ssh://git@example.com/acme/base.') as string,
    file: 'apps/kustomization.yaml',
    line: 4,
  });
});

test('a remote base that no kustomization names is told as it was asked for', () => {
  expect(remoteBaseProblem('Get', 'https://example.com/x', files)).toEqual({
    kind: 'unknown',
    message: expect.stringContaining('here: https://example.com/x.') as string,
  });
});

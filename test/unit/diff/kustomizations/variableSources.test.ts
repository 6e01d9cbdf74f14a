import { expect, test } from 'vitest';
import {
  variableReferences,
  variableSource,
  withOtherSecrets,
} from '../../../../src/diff/kustomizations/variableSources.ts';

const reference = { kind: 'Secret', name: 'vars', key: '/Secret/shop/vars' } as const;

test('substituteFrom names sources in the namespace of the Kustomization, once each', () => {
  const kustomization = {
    metadata: { namespace: 'shop', name: 'apps' },
    spec: {
      postBuild: {
        substituteFrom: [
          { kind: 'ConfigMap', name: 'vars' },
          { kind: 'Secret', name: 'vars' },
          { kind: 'ConfigMap', name: 'vars', optional: true },
          { kind: 'Pod', name: 'vars' },
          'vars',
        ],
      },
    },
  };
  expect(variableReferences(kustomization).map(({ key }) => key)).toEqual([
    '/ConfigMap/shop/vars',
    '/Secret/shop/vars',
  ]);
  expect(variableReferences({})).toEqual([]);
});

test("a Secret's values are decoded", () => {
  const object = { data: { PIN: 'w7xiZXI=', BAD: '%', COUNT: 3 } };
  expect(variableSource(reference, { object })).toEqual({
    kind: 'Secret',
    name: 'vars',
    state: 'given',
    data: { PIN: 'über', BAD: '' },
  });
});

test('what is not there is absent, and what may not be read is left out', () => {
  const refusal = { code: 404, reason: 'NotFound', message: '' };
  expect(variableSource(reference, { refusal })).toEqual({ kind: 'Secret', name: 'vars', state: 'absent' });
  expect(variableSource(reference, { refusal: { ...refusal, code: 403 } })).toBeUndefined();
});

test('every other value of a Secret differs from the real one, and keeps its form', () => {
  const data = { PIN: 'Zz9-a', EMPTY: '', SIGN: '---', LINES: 'a\nb', MANY: 'az'.repeat(3) };
  const [secret, open] = withOtherSecrets([
    { kind: 'Secret', name: 'a', state: 'given', data },
    { kind: 'ConfigMap', name: 'b', state: 'given', data },
  ]);
  expect(secret).toMatchObject({ data: { PIN: 'Aa1-b', EMPTY: 'x', SIGN: '---x', LINES: 'b\nc', MANY: 'bababa' } });
  expect(open).toMatchObject({ data });
});

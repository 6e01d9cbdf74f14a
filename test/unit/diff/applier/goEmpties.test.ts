import { describe, expect, test } from 'vitest';
import { withoutGoEmpties } from '../../../../src/diff/applier/goEmpties.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { schemaFor } from '../objects.ts';

/** What is left of an object's spec, or of the object where it has none. */
function written(apiVersion: string, kind: string, rest: JsonObject): unknown {
  const object = { apiVersion, kind, metadata: { name: 'web' }, ...rest };
  const schema = schemaFor(object);
  if (schema === undefined) throw new Error(`no schema of ${kind}`);
  const made = withoutGoEmpties(object, schema);
  return made['spec'] ?? Object.fromEntries(Object.entries(made).filter(([name]) => !(name in common)));
}

const common = { apiVersion: '', kind: '', metadata: {} };
const pod = (spec: JsonObject): JsonObject => ({ spec: { containers: [], ...spec } });
const claim = (spec: JsonObject): JsonObject => ({ spec });

// As pkg/ssa 0.76.2 normalises them.
describe('what Go leaves out', () => {
  test.each<[string, string, JsonObject, unknown]>([
    [
      'fields that are no pointers, not those that are',
      'apps/v1/Deployment',
      claim({ paused: false, minReadySeconds: 0, replicas: 0, revisionHistoryLimit: 0 }),
      { replicas: 0, revisionHistoryLimit: 0 },
    ],
    [
      'empty texts, lists and maps, and structs never',
      'v1/Pod',
      pod({
        nodeName: '',
        tolerations: [],
        nodeSelector: {},
        securityContext: {},
        volumes: [{ name: 'tmp', emptyDir: {} }],
      }),
      { containers: [], securityContext: {}, volumes: [{ name: 'tmp', emptyDir: {} }] },
    ],
    [
      'a name that is a pointer in one place only',
      'v1/Pod',
      pod({
        restartPolicy: '',
        containers: [{ name: 'a', restartPolicy: '', env: [{ name: 'A', value: '' }], stdin: false }],
      }),
      { containers: [{ name: 'a', restartPolicy: '', env: [{ name: 'A' }] }] },
    ],
    [
      'text that is one in a claim',
      'v1/PersistentVolumeClaim',
      claim({ storageClassName: '' }),
      { storageClassName: '' },
    ],
    ['text that is none in a volume', 'v1/PersistentVolume', claim({ storageClassName: '' }), {}],
    [
      'no values of maps',
      'v1/ConfigMap',
      { data: { EMPTY: '' }, binaryData: {}, immutable: false },
      { data: { EMPTY: '' }, immutable: false },
    ],
    [
      'nothing that is required',
      'scheduling.k8s.io/v1/PriorityClass',
      { value: 0, globalDefault: false },
      { value: 0 },
    ],
    [
      'no port that is both number and name',
      'v1/Service',
      claim({ ports: [{ port: 80, targetPort: 0, nodePort: 0, name: '' }] }),
      { ports: [{ port: 80, targetPort: 0 }] },
    ],
  ])('%s', (_, kind, rest, expected) => {
    const cut = kind.lastIndexOf('/');
    expect(written(kind.slice(0, cut), kind.slice(cut + 1), rest)).toEqual(expected);
  });

  test('what has nothing empty stays the same value', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { A: 'b' } };
    const schema = schemaFor(object);
    expect(schema && withoutGoEmpties(object, schema)).toBe(object);
  });
});

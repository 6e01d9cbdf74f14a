import { expect, test } from 'vitest';
import { isMendedByForce, judgeRefusal } from '../../../../src/diff/object/refusals.ts';

const flux = { user: 'system:serviceaccount:flux-system:kustomize-controller' };
const refusal = (code: number, reason: string, message: string): { code: number; reason: string; message: string } => ({
  code,
  reason,
  message,
});

test.each([
  ['services is forbidden: User "viewer" cannot patch resource "services" in API group ""', 'rights'],
  [
    'roles "x" is forbidden: user "me" (groups=["a"]) is attempting to grant RBAC permissions not currently held',
    'rights',
  ],
])('what we may not, Flux may: %s', (message, unknown) => {
  expect(judgeRefusal(refusal(403, 'Forbidden', message), 'self')).toEqual({ verdict: 'unknown', unknown });
  expect(judgeRefusal(refusal(403, 'Forbidden', message), flux)).toEqual({ verdict: 'error' });
});

test.each([
  [422, 'Invalid', "configmaps \"a\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no"],
  [400, '', 'admission webhook "check.example.test" denied the request: no'],
])('a policy may judge Flux differently: %i', (code, reason, message) => {
  expect(judgeRefusal(refusal(code, reason, message), 'self')).toEqual({ verdict: 'unknown', unknown: 'policy' });
  expect(judgeRefusal(refusal(code, reason, message), flux)).toEqual({ verdict: 'error' });
});

test('a webhook that knows no dry run hides what Flux would hear', () => {
  const message = 'admission webhook "x" does not support dry run';
  expect(judgeRefusal(refusal(400, 'BadRequest', message), flux)).toEqual({
    verdict: 'unknown',
    unknown: 'dryRunUnsupported',
  });
});

test('what is not there yet', () => {
  const gone = refusal(404, 'NotFound', 'namespaces "shop" not found');
  expect(judgeRefusal(gone, 'self')).toEqual({ verdict: 'missingNamespace', namespace: 'shop' });
  expect(judgeRefusal(refusal(404, 'NoKindMatch', 'no matches'), 'self')).toEqual({ verdict: 'missingKind' });
  // As the API server answers a namespaced kind without a namespace.
  expect(judgeRefusal(refusal(404, 'NotFound', 'the server could not find the requested resource'), 'self')).toEqual({
    verdict: 'error',
  });
});

test('what does not depend on who asks is an error for everybody', () => {
  expect(judgeRefusal(refusal(422, 'Invalid', 'Service "web" is invalid'), 'self')).toEqual({ verdict: 'error' });
  const quota = 'pods "a" is forbidden: exceeded quota: all, requested: pods=1, used: pods=10, limited: pods=10';
  expect(judgeRefusal(refusal(403, 'Forbidden', quota), 'self')).toEqual({ verdict: 'error' });
});

test('force answers every Invalid and Conflict, and whatever speaks of immutable', () => {
  expect(isMendedByForce(refusal(422, 'Invalid', 'port'))).toBe(true);
  expect(isMendedByForce(refusal(409, 'Conflict', 'changed'))).toBe(true);
  expect(isMendedByForce(refusal(403, 'Forbidden', 'the spec is immutable'))).toBe(true);
  expect(isMendedByForce(refusal(403, 'Forbidden', 'is not immutable'))).toBe(false);
  expect(isMendedByForce(refusal(409, 'AlreadyExists', 'exists'))).toBe(false);
});

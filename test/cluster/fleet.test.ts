import { describe, expect, test } from 'vitest';
import { fleet, fleetKinds } from '../fixtures/fleet.ts';
import { hasSettled, listFlux, nameOf, readyOf } from './fleet/settle.ts';
import { sharedAccess } from './sharedAccess.ts';

describe('the sample fleet', () => {
  const access = sharedAccess();

  test.each(fleet)('$kind/$namespace/$name is $health', async (expected) => {
    const signal = AbortSignal.timeout(60_000);
    const object = (await listFlux(access, [expected.kind], signal)).get(nameOf(expected));
    expect(object).toBeDefined();
    expect(object && readyOf(object)?.reason).toBe(expected.reason);
    expect(hasSettled(expected, object)).toBe(true);
  });

  test('the table names every Flux object there is', async () => {
    const found = await listFlux(access, Object.keys(fleetKinds), AbortSignal.timeout(60_000));
    expect([...found.keys()].sort()).toEqual(fleet.map(nameOf).sort());
  });

  test('production runs what production says', async () => {
    const path = '/apis/apps/v1/namespaces/shop-production/deployments/web';
    const { spec } = await access.request<Deployment>('GET', path);
    expect(spec.replicas).toBe(3);
    expect(spec.template.spec.containers[0]?.image).toBe('registry.example.test/shop/web:1.3.2');
  });
});

interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

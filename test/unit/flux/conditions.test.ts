import { describe, expect, it } from 'vitest';
import { condition, conditionsOf, isTrue, observedGeneration } from '../../../src/flux/conditions.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { condition as make, fluxObject, statusWith } from './objects.ts';

const withStatus = (status: unknown) => fluxObject(kinds.kustomization, { status });

describe('condition', () => {
  it('finds by type wherever it stands', () => {
    const object = withStatus(
      statusWith(make('Reconciling', 'True'), make('Ready', 'False', { reason: 'BuildFailed' })),
    );
    expect(condition(object, 'Ready')).toEqual({
      type: 'Ready',
      status: 'False',
      reason: 'BuildFailed',
      message: 'Message',
      lastTransitionTime: '2026-01-01T00:00:00Z',
      observedGeneration: 1,
    });
    expect(condition(object, 'Stalled')).toBeUndefined();
  });

  it('takes the first of two of a type, and the next if the first is malformed', () => {
    const twice = withStatus({ conditions: [make('Ready', 'True'), make('Ready', 'False')] });
    expect(condition(twice, 'Ready')?.status).toBe('True');
    expect(conditionsOf(twice)).toHaveLength(1);
    const broken = withStatus({ conditions: [make('Ready', 'Maybe'), make('Ready', 'False')] });
    expect(condition(broken, 'Ready')?.status).toBe('False');
    expect(conditionsOf(broken)).toHaveLength(1);
  });

  it('leaves out fields of the wrong type', () => {
    const odd = {
      type: 'Ready',
      status: 'True',
      reason: 7,
      message: null,
      lastTransitionTime: 'soon',
      observedGeneration: '3',
    };
    expect(condition(withStatus({ conditions: [odd] }), 'Ready')).toEqual({ type: 'Ready', status: 'True' });
  });

  it.each([
    undefined,
    null,
    'broken',
    7,
    [],
    {},
    { conditions: null },
    { conditions: 'Ready' },
    { conditions: { type: 'Ready', status: 'True' } },
    { conditions: [null, 'Ready', 1, [], {}, { type: 'Ready' }, { status: 'True' }, { type: 1, status: 'True' }] },
    { conditions: [{ type: 'Ready', status: true }] },
  ])('finds nothing in status %j', (status) => {
    const object = withStatus(status);
    expect(condition(object, 'Ready')).toBeUndefined();
    expect(conditionsOf(object)).toEqual([]);
    expect(isTrue(object, 'Ready')).toBe(false);
  });
});

it('reads observedGeneration, -1 included', () => {
  expect(observedGeneration(withStatus({ observedGeneration: -1 }))).toBe(-1);
  expect(observedGeneration(withStatus({ observedGeneration: '1' }))).toBeUndefined();
  expect(observedGeneration(withStatus(undefined))).toBeUndefined();
});

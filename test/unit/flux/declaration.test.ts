import { describe, expect, it } from 'vitest';
import { declarationAt, matchDeclaration, type PlacedDeclaration } from '../../../src/flux/declaration.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, KindId } from '../../../src/flux/object.ts';
import { flux, snapshotOf } from '../tree/fleet.ts';

const configMap: KindId = 'core/ConfigMap';
const isFlux = ({ kindId }: PlacedDeclaration): boolean => kindId !== configMap;

function at(start: number, end: number, kindId: KindId = kinds.kustomization): PlacedDeclaration {
  return { kindId, name: `at-${start}`, namespace: undefined, start, end };
}

describe('declarationAt', () => {
  it.each([
    ['within a document', 5, 'at-0'],
    ['at the border of two', 10, 'at-10'],
    ['at the end of the text', 30, 'at-10'],
  ])('finds the object %s', (_, offset, name) => {
    expect(declarationAt([at(0, 10), at(10, 30)], offset, isFlux)?.name).toBe(name);
  });

  it('takes the only one from where no object is declared', () => {
    expect(declarationAt([at(20, 30), at(30, 40, configMap)], 5, isFlux)?.name).toBe('at-20');
    expect(declarationAt([at(20, 30), at(30, 40)], 5, isFlux)).toBeUndefined();
    expect(declarationAt([], 0, isFlux)).toBeUndefined();
  });

  it('takes none for a cursor in an object that is not of Flux', () => {
    expect(declarationAt([at(0, 10), at(10, 20, configMap)], 15, isFlux)).toBeUndefined();
  });
});

describe('matchDeclaration', () => {
  const inShop = flux('apps', { namespace: 'shop' });
  const inDev = flux('apps', { namespace: 'dev' });
  const other = flux('more-apps', { namespace: 'dev' });
  const match = (namespace: string | undefined, ...objects: readonly FluxObject[]) =>
    matchDeclaration({ kindId: kinds.kustomization, name: 'apps', namespace }, snapshotOf(objects));

  it('is certain of the one with its namespace', () => {
    expect(match('shop', inShop, inDev)).toEqual({ candidates: [inShop.key], certain: true });
  });

  it('is certain of the only one if it names no namespace', () => {
    expect(match(undefined, inDev, other)).toEqual({ candidates: [inDev.key], certain: true });
  });

  it('offers all of that name where it cannot know', () => {
    expect(match(undefined, inShop, inDev)).toEqual({ candidates: [inShop.key, inDev.key], certain: false });
    expect(match('base', inDev, other)).toEqual({ candidates: [inDev.key], certain: false });
  });

  it('finds nothing where there is nothing', () => {
    expect(match('shop', other)).toEqual({ candidates: [], certain: false });
    expect(match('shop')).toEqual({ candidates: [], certain: false });
  });
});

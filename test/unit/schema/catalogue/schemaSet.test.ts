import { describe, expect, test } from 'vitest';
import { layerOf } from '../../../../src/schema/layer.ts';
import type { KindEntry, KindSchema, SchemaOrigin } from '../../../../src/schema/schema.ts';
import { schemaSet } from '../../../../src/schema/schemaSet.ts';

function kind(apiVersion: string, name: string, origin: SchemaOrigin, description?: string): KindEntry & KindSchema {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const schema = description === undefined ? {} : { description };
  const names = { plural: `${name.toLowerCase()}s`, shortNames: [], namespaced: true };
  return {
    group,
    version,
    kind: name,
    ...names,
    schema,
    definition: () => undefined,
    origin,
    source: origin,
    custom: true,
  };
}

const catalogue = layerOf(
  ['a.io/v1beta1', 'a.io/v1', 'a.io/v2'].map((version) => kind(version, 'Widget', 'catalogue')),
  false,
);

describe('a set of schemas', () => {
  test('finds a kind in the first layer that has its version', () => {
    const set = schemaSet([layerOf([kind('a.io/v1', 'Widget', 'user')], false), catalogue]);
    expect(set.find('a.io', 'v1', 'Widget')?.origin).toBe('user');
    expect(set.find('a.io', 'v2', 'Widget')?.origin).toBe('catalogue');
    expect(set.find('a.io', 'v3', 'Widget')).toBeUndefined();
  });

  test('believes a cluster that lacks a version, and asks on for kinds that the cluster lacks', () => {
    const cluster = layerOf([kind('a.io/v1', 'Widget', 'cluster')], true);
    const other = layerOf([kind('a.io/v2', 'Gadget', 'catalogue'), kind('v1', 'Thing', 'catalogue')], false);
    const set = schemaSet([cluster, catalogue, other]);
    expect(set.find('a.io', 'v1', 'Widget')?.origin).toBe('cluster');
    expect(set.find('a.io', 'v2', 'Widget')).toBeUndefined();
    expect(set.versions('a.io', 'Widget')).toEqual(['v1']);
    expect(set.find('a.io', 'v2', 'Gadget')?.origin).toBe('catalogue');
    expect(set.groups()).toEqual(['', 'a.io']);
    expect(set.kinds('a.io')).toEqual(['Gadget', 'Widget']);
  });

  test('orders versions by priority, and tells of the kind in the preferred one', () => {
    const set = schemaSet([layerOf([kind('a.io/v1alpha1', 'Widget', 'workspace')], false), catalogue]);
    expect(set.versions('a.io', 'Widget')).toEqual(['v2', 'v1', 'v1beta1', 'v1alpha1']);
    expect(set.entry('a.io', 'Widget')).toMatchObject({ version: 'v2', plural: 'widgets' });
  });

  test('knows nothing of what no layer knows', () => {
    const set = schemaSet([catalogue]);
    expect(set.kinds('b.io')).toEqual([]);
    expect(set.versions('a.io', 'widget')).toEqual([]);
    expect(set.entry('a.io', 'Gadget')).toBeUndefined();
    expect(schemaSet([]).groups()).toEqual([]);
  });

  test('finds a kind whose name a file gives in lower case by any spelling, and lists it under none', () => {
    const set = schemaSet([layerOf([kind('b.io/v1', 'gadget', 'user')], false), catalogue]);
    expect(set.find('b.io', 'v1', 'Gadget')).toMatchObject({ kind: 'Gadget', origin: 'user' });
    expect(set.find('b.io', 'v1', 'Gadget')).toBe(set.find('b.io', 'v1', 'Gadget'));
    expect(set.kinds('b.io')).toEqual([]);
  });

  test('describes a kind by its own text, else by that of the layer it is from', () => {
    const told = { ...catalogue, describe: () => 'from the texts' };
    const set = schemaSet([layerOf([kind('b.io/v1', 'Gadget', 'cluster', 'its own')], true), told]);
    const [gadget, widget] = [set.find('b.io', 'v1', 'Gadget'), set.find('a.io', 'v1', 'Widget')];
    expect(gadget && set.describe?.(gadget, [])).toBe('its own');
    expect(widget && set.describe?.(widget, [])).toBe('from the texts');
  });
});

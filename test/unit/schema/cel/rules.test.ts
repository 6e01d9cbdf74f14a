import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/flux/object.ts';
import type { RuleOptions } from '../../../../src/schema/cel/rules.ts';
import { checkRules } from '../../../../src/schema/cel/rules.ts';
import type { Schema, ValidationRule } from '../../../../src/schema/schema.ts';
import { unknownValue } from '../../../../src/schema/validate/value.ts';
import { customKind } from '../validate/judged.ts';

/** What the rules of a `spec` say, each as `path: message`, and those without a verdict as `? reason`. */
function said(spec: Json, schema: Schema, options: RuleOptions = {}): string[] {
  const found: string[] = [];
  checkRules(
    { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'one', labels: { a: 'b' } }, spec },
    customKind(schema),
    ({ path, message }) => found.push(`${path.join('.')}: ${message}`),
    { onUnsupported: (_, reason) => found.push(`? ${reason}`), ...options },
  );
  return found;
}

function object(properties: Record<string, Schema>, ...rules: readonly (string | ValidationRule)[]): Schema {
  return { type: 'object', properties, ...having(...rules) };
}

function having(...rules: readonly (string | ValidationRule)[]): Partial<Schema> {
  return { 'x-kubernetes-validations': rules.map((rule) => (typeof rule === 'string' ? { rule } : rule)) };
}

const text: Schema = { type: 'string' };
const int: Schema = { type: 'integer' };

describe('checkRules', () => {
  it('says nothing of rules that are kept, and the message of those that are not', () => {
    const schema = object({ a: text, b: text }, { rule: 'has(self.a) != has(self.b)', message: 'either a or b' });
    expect(said({ a: 'x' }, schema)).toEqual([]);
    expect(said({ a: 'x', b: 'y' }, schema)).toEqual(['spec: either a or b']);
    expect(said({}, schema)).toEqual(['spec: either a or b']);
  });

  it('finds rules at every level', () => {
    const item = object({ name: text }, { rule: "self.name != 'bad'", message: 'no bad names' });
    const values: Schema = { type: 'string', ...having("self != ''") };
    const schema = object({
      list: { type: 'array', items: item },
      map: { type: 'object', additionalProperties: values },
    });
    expect(said({ list: [{ name: 'good' }, { name: 'bad' }], map: { one: 'x', two: '' } }, schema)).toEqual([
      'spec.list.1: no bad names',
      "spec.map.two: failed rule: self != ''",
    ]);
  });

  it('finds rules of allOf, with self as the value around it', () => {
    const schema: Schema = {
      ...object({ a: int }),
      allOf: [having('self.a > 1'), { properties: { a: having('self > 2') } }],
    };
    expect(said({ a: 1 }, schema)).toEqual(['spec: failed rule: self.a > 1', 'spec.a: failed rule: self > 2']);
  });

  it('finds rules behind references', () => {
    const kind = customKind({ type: 'array', items: { $ref: 'item' } });
    const item: Schema = { type: 'string', ...having({ rule: 'size(self) < 2', message: 'too long' }) };
    const found: string[] = [];
    checkRules(
      { spec: ['a', 'bc'] },
      { ...kind, definition: (name) => (name === 'item' ? item : undefined) },
      ({ path, message }) => found.push(`${path.join('.')}: ${message}`),
    );
    expect(found).toEqual(['spec.1: too long']);
  });

  it('leaves null alone', () => {
    const schema = object({ a: { type: 'string', nullable: true, ...having('false') } });
    expect(said({ a: null }, schema)).toEqual([]);
  });

  it('places a failure by its fieldPath', () => {
    const rule = { rule: 'false', message: 'no', fieldPath: ".a['b.c'].d" };
    expect(said({}, object({}, rule))).toEqual(['spec.a.b.c.d: no']);
  });

  it('lets an expression make the message, unless it makes none', () => {
    const schema = object(
      { a: int },
      { rule: 'self.a < 5', messageExpression: "'%d is too much'.format([self.a])", message: 'less!' },
      { rule: 'self.a < 6', messageExpression: "'two\\nlines'", message: ' less! ' },
      { rule: 'self.a < 7', messageExpression: 'self.b', message: 'less!' },
      { rule: 'self.a < 8', messageExpression: "' '" },
    );
    expect(said({ a: 9 }, schema)).toEqual([
      'spec: 9 is too much',
      'spec: less!',
      'spec: less!',
      'spec: failed rule: self.a < 8',
    ]);
  });

  it('leaves out rules about a change, but those that take a new object', () => {
    const schema = object(
      { a: int },
      'self.a == oldSelf.a',
      { rule: 'oldSelf.hasValue() || self.a > 1', optionalOldSelf: true, message: 'new ones above 1' },
      { rule: 'oldSelf.optMap(o, o.a == self.a).orValue(true)', optionalOldSelf: true },
    );
    expect(said({ a: 1 }, schema)).toEqual(['spec: new ones above 1']);
  });

  it('takes the failing of an evaluation as the rule failing, where the API server would fail, too', () => {
    const schema = object(
      { a: text, list: { type: 'array', items: text } },
      { rule: "self.a == 'x'", message: 'a is x' },
      'self.list[0] == self.list[0]',
      "quantity(self.list.join('')) == quantity('1')",
    );
    expect(said({ list: [] }, schema)).toEqual([
      'spec: no such key: a evaluating rule: a is x',
      'spec: index out of bounds: 0 evaluating rule: self.list[0] == self.list[0]',
      "spec: not a quantity evaluating rule: quantity(self.list.join('')) == quantity('1')",
    ]);
  });

  it.each([
    ['an unknown function', 'self.a.frobnicate()', 'unknown function: frobnicate with 0 arguments'],
    ['a syntax error', 'self.a ==', 'Unexpected token: EOF'],
    ['an unknown variable', 'other == 1', 'unknown identifier: other'],
    ['a field that the schema lacks', 'self.b == 1', 'a field that the schema does not know: b'],
    ['a wrong type', 'self.a > 1', 'no such overload: string'],
    ['a result that is no boolean', 'self.a', 'no such overload: string'],
    ['a pattern that RE2 cannot read', "self.a.matches('(?=x)')", 'a pattern that cannot be tried: (?=x)'],
    ['an endless nesting', `${'('.repeat(5_000)}self${')'.repeat(5_000)}`, 'Exceeded maxDepth (250)'],
  ])('has no verdict on %s', (_, rule, reason) => {
    expect(said({ a: 'x' }, object({ a: text }, rule))).toEqual([`? ${reason}`]);
  });
});

describe('the values that rules see', () => {
  it('are typed by the schema', () => {
    const schema = object(
      {
        int,
        double: { type: 'number' },
        either: { 'x-kubernetes-int-or-string': true },
        duration: { type: 'string', format: 'duration' },
        moment: { type: 'string', format: 'date-time' },
        day: { type: 'string', format: 'date' },
        bytes: { type: 'string', format: 'byte' },
      },
      'type(self.int) == int && self.int / 2 == 1',
      'type(self.double) == double && self.double / 2.0 == 1.5',
      'type(self.either) == int ? self.either == 3 : self.either == "3"',
      "self.duration == duration('90m')",
      "self.moment > timestamp('2026-01-01T00:00:00Z')",
      "self.day == timestamp('2026-01-02T00:00:00Z')",
      "self.bytes == b'hello'",
    );
    const rest = { duration: '1h30m', moment: '2026-01-02T03:04:05Z', day: '2026-01-02', bytes: 'aGVsbG8=' };
    expect(said({ int: 3, double: 3, either: 3, ...rest }, schema)).toEqual([]);
    expect(said({ int: 3, double: 3, either: '3', ...rest }, schema)).toEqual([]);
  });

  it('have escaped names', () => {
    const schema = object(
      { 'a-b': int, 'c.d': int, 'e/f': int, g__h: int, namespace: int, 'x y': int },
      'self.a__dash__b + self.c__dot__d + self.e__slash__f + self.g__underscores__h + self.__namespace__ == 15',
    );
    expect(said({ 'a-b': 1, 'c.d': 2, 'e/f': 3, g__h: 4, namespace: 5, 'x y': 6 }, schema)).toEqual([]);
  });

  it('hold null only in lists and maps that allow it', () => {
    const nullable: Schema = { type: 'string', nullable: true };
    const schema = object(
      { a: nullable, list: { type: 'array', items: nullable } },
      '!has(self.a)',
      'self.list.exists(x, x == null)',
    );
    expect(said({ a: null, list: [null] }, schema)).toEqual([]);
  });

  it('show no fields that the schema does not type, nor rules below them', () => {
    const free: Schema = { 'x-kubernetes-preserve-unknown-fields': true };
    const schema = object(
      { free: { ...free, ...having('false') }, list: { type: 'array', items: free, ...having('false') } },
      'self == self',
    );
    expect(said({ free: { a: [1] }, list: [1] }, schema)).toEqual([]);
  });

  it('are the names and the type of a resource, at the root and where one is embedded', () => {
    const embedded: Schema = { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { data: text } };
    const schema = object(
      { template: { ...embedded, ...having("self.kind == 'ConfigMap'") } },
      "self.template.metadata.name == 'x'",
    );
    expect(said({ template: { kind: 'ConfigMap', metadata: { name: 'x' }, data: 'y' } }, schema)).toEqual([]);
    const found: string[] = [];
    checkRules(
      { kind: 'Thing', metadata: { name: 'one', labels: {} } },
      customKind(text, having("self.kind == 'Thing' && self.metadata.name == 'two'", 'has(self.metadata.labels)')),
      ({ path, message }) => found.push(`${path.join('.')}: ${message}`),
      { onUnsupported: (_, reason) => found.push(`? ${reason}`) },
    );
    expect(found).toEqual([
      ": failed rule: self.kind == 'Thing' && self.metadata.name == 'two'",
      '? a field that the schema does not know: labels',
    ]);
  });

  it('are sets and lists with keys, whose order does not count', () => {
    const keyed: Schema = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: object({ name: text, value: int }),
    };
    const set: Schema = { type: 'array', 'x-kubernetes-list-type': 'set', items: text };
    const list: Schema = { type: 'array', items: text };
    const schema = object(
      { a: keyed, b: keyed, c: set, d: set, e: list, f: list },
      'self.a == self.b && self.c == self.d && self.e != self.f',
      'size(self.a + self.b) == 2 && size(self.c + self.d) == 2 && size(self.e + self.f) == 4',
    );
    const one = { name: 'one', value: 1 };
    const two = { name: 'two', value: 2 };
    expect(
      said({ a: [one, two], b: [two, one], c: ['x', 'y'], d: ['y', 'x'], e: ['x', 'y'], f: ['y', 'x'] }, schema),
    ).toEqual([]);
    expect(
      said({ a: [one], b: [{ ...one, value: 3 }] }, object({ a: keyed, b: keyed }, '(self.a + self.b)[0].value == 3')),
    ).toEqual([]);
  });

  it('are not known where they hold a variable or do not fit their schema: what depends on them has no verdict', () => {
    const schema = object({ a: int, b: int }, 'self.a > 1', 'self.b > 1', 'has(self.a)', 'self.a > 1 || self.b > 1');
    expect(said({ a: unknownValue, b: 2 }, schema)).toEqual(['? a value that is not known']);
    expect(said({ a: 'many', b: 2 }, schema)).toEqual(['? a value that is not known']);
    expect(said({ a: unknownValue, b: 0 }, schema)).toEqual([
      '? a value that is not known',
      'spec: failed rule: self.b > 1',
      '? a value that is not known',
    ]);
    expect(said(unknownValue, schema)).toEqual([]);
  });

  it('are not known where a patch gives them', () => {
    const schema = object({ a: object({ b: text, c: text }) }, 'has(self.a.b)', "self.a.b == 'x'", "self.a.c == 'y'");
    const isSupplied = (path: readonly (string | number)[]): boolean =>
      ['spec', 'spec.a', 'spec.a.b'].includes(path.join('.'));
    expect(said({ a: { c: 'z' } }, schema, { isSupplied })).toEqual([
      '? a value that is not known',
      "spec: failed rule: self.a.c == 'y'",
    ]);
  });
});

describe('the cost of rules', () => {
  const numbers: Schema = { type: 'array', items: int };

  it('is limited for a document, and then there is no verdict', () => {
    const schema = object({ a: numbers }, 'self.a.all(x, self.a.all(y, self.a.all(z, x + y + z >= 0)))', 'true');
    const a = Array.from({ length: 1_000 }, (_, index) => index);
    expect(said({ a }, schema)).toEqual(['? evaluation costs too much', '? evaluation costs too much']);
    expect(said({ a: [1, 2, 3] }, schema)).toEqual([]);
    expect(said({ a: [1, 2, 3] }, schema, { steps: 20 })).toEqual([
      '? evaluation costs too much',
      '? evaluation costs too much',
    ]);
  });

  it.each([
    [
      'texts that grow',
      "[1,2,3,4,5,6,7,8].map(x, self.a.map(y, 'aaaaaaaaaaaaaaaaaaaa'.replace('a', 'aaaaaaaaaaaaaaaaaaaa').replace('a', 'aaaaaaaaaaaaaaaaaaaa').replace('a', 'aaaaaaaaaaaaaaaaaaaa'))).size() > 0",
    ],
    ['lists that are compared', 'self.a.all(x, self.a == self.a)'],
    ['lists that are added', 'self.a.all(x, size(self.a + self.a) > 0)'],
    ['lists that are searched', 'self.a.all(x, 5000 in self.a || true)'],
    ['ranges', 'lists.range(1000000000).size() > 0'],
    [
      'patterns',
      "self.a.all(x, self.a.all(y, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('^(a|a)*b$') || true) || true)",
    ],
  ])('counts %s', (_, rule) => {
    const a = Array.from({ length: 3_000 }, (__, index) => index);
    expect(said({ a }, object({ a: numbers }, rule))).toEqual(['? evaluation costs too much']);
  });
});

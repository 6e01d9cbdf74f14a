import { describe, expect, it } from 'vitest';
import { objectMeta } from '../../../../src/schema/objectMeta.ts';
import { anyKind, contextOf, findingsIn, judged } from '../judge.ts';

const context = contextOf({
  kinds: [
    anyKind('example.org/v1 Widget', {
      schema: {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: objectMeta,
          size: { type: 'integer', minimum: 1 },
          ready: { type: 'boolean' },
          name: { type: 'string' },
          mode: { type: 'string', enum: ['a', 'b'] },
          list: { type: 'array', items: { type: 'integer' } },
        },
      },
    }),
  ],
});

const widget = (fields: string) => `apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\n${fields}\n`;

describe('defaults of variables', () => {
  it.each([
    'size: ${SIZE:=2}',
    'size: ${SIZE}',
    'size: «${SIZE:=two}¦wrong-type»',
    'size: «"${SIZE:-two}"¦wrong-type»',
    'size: «${SIZE:=0}¦out-of-range»',
    'size: ${SIZE:=}',
    'size: ${SIZE:=${OTHER}}',
    'ready: ${ON:=true}',
    'ready: «${ON:=5}¦wrong-type»',
    'name: ${NAME:=web}',
    'name: ${NAME:=5}',
    'name: x-${NAME:=5}',
    'mode: «${MODE:=c}¦not-allowed»',
    'list: "${X:=[]}"',
    'list: [1, «"${X:=y}"¦wrong-type», "${X:=3}"]',
  ])('%s', (fields) => expect(judged(widget(fields), context)).toBe(widget(fields)));

  it('are named in the message', () => {
    const [finding] = findingsIn(widget('size: ${SIZE:=two}'), context);
    expect(finding?.message).toContain('"two" is the default of the variable SIZE.');
  });
});

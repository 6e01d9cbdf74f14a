import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('format', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["'%s and %d'.format(['str', 42])", '"str and 42"'],
    ["'%s'.format([64.2])", '"64.2"'],
    ["'%s'.format([1000000.0])", '"1e+06"'],
    ["'%s'.format([[1, 'a', 2.0]])", '"[1, \\"a\\", 2.000000]"'],
    ["'%s'.format([{'a': 'x'}])", '"{\\"a\\":\\"x\\"}"'],
    ["'%s'.format([null])", '"null"'],
    ["'%s'.format([true])", '"true"'],
    ["'%s'.format([duration('1h45m47s')])", '"6347s"'],
    ["'%s'.format([timestamp('2023-02-03T23:31:20+00:00')])", '"2023-02-03T23:31:20Z"'],
    ["'%f'.format([3.14])", '"3.140000"'],
    ["'%.2f'.format([3.14159])", '"3.14"'],
    ["'%f'.format([1234567.5])", '"1,234,567.500000"'],
    ["'%b'.format([5])", '"101"'],
    ["'%x'.format([26])", '"1a"'],
    ["'%X'.format([26])", '"1A"'],
    ["'%x'.format(['Hello'])", '"48656c6c6f"'],
    ["'%o'.format([30])", '"36"'],
    ["'%b'.format([true])", '"1"'],
    ["'100%%'.format([])", '"100%"'],
    ["'%d %d'.format([1])", 'error'],
    ["'%s'.format([type('a')])", '"string"'],
    ["'%d'.format([-5])", '"-5"'],
    ["'%d'.format([1000000])", '"1000000"'],
    ["'%x'.format([-255])", '"-ff"'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});

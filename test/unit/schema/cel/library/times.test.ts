import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('durations and timestamps', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["duration('1h')", 'duration'],
    ["duration('1h') == duration('60m')", 'true'],
    ["duration('1.5h').getMinutes()", '90'],
    ["duration('90s').getHours()", '0'],
    ["duration('-90s').getMinutes()", '-1'],
    ["duration('1234ms').getMilliseconds()", '1234'],
    ["duration('1234ms').getSeconds()", '1'],
    ["duration('0')", 'duration'],
    ["duration('+5s').getSeconds()", '5'],
    ["duration('.5s').getMilliseconds()", '500'],
    ["duration('1.s').getSeconds()", '1'],
    ["duration('1us') + duration('1ms') == duration('1001us')", 'true'],
    ["duration('1µs') == duration('1us')", 'true'],
    ["duration('300000h')", 'duration'],
    ["duration('1s') < duration('2s')", 'true'],
    ["timestamp('2020-01-01T00:00:00Z') + duration('1h') == timestamp('2020-01-01T01:00:00Z')", 'true'],
    ["timestamp('2020-01-02T00:00:00Z') - timestamp('2020-01-01T00:00:00Z') == duration('24h')", 'true'],
    ["timestamp('2020-01-01T00:00:00Z') < timestamp('2020-01-01T00:00:00.000001Z')", 'true'],
    ["timestamp('2020-02-29T00:00:00Z').getDate()", '29'],
    ["timestamp('9999-12-31T23:59:59Z') + duration('1s')", 'error'],
    ["timestamp('0001-01-01T00:00:00Z') - duration('1s')", 'error'],
    ["timestamp('2020-06-15T10:20:30.456Z').getFullYear()", '2020'],
    ["timestamp('2020-06-15T10:20:30.456Z').getMonth()", '5'],
    ["timestamp('2020-06-15T10:20:30.456Z').getDate()", '15'],
    ["timestamp('2020-06-15T10:20:30.456Z').getDayOfMonth()", '14'],
    ["timestamp('2020-06-15T10:20:30.456Z').getDayOfWeek()", '1'],
    ["timestamp('2020-06-15T10:20:30.456Z').getDayOfYear()", '166'],
    ["timestamp('2020-06-15T10:20:30.456Z').getHours()", '10'],
    ["timestamp('2020-06-15T10:20:30.456Z').getMinutes()", '20'],
    ["timestamp('2020-06-15T10:20:30.456Z').getSeconds()", '30'],
    ["timestamp('2020-06-15T10:20:30.456Z').getMilliseconds()", '456'],
    ["timestamp('1960-06-15T10:20:30.456Z').getMilliseconds()", '456'],
    ["timestamp('2020-06-15T10:20:30.456Z').getHours('Europe/Berlin')", '12'],
    ["timestamp('2020-06-15T23:20:30Z').getDate('+02:00')", '16'],
    ["timestamp('2020-06-15T00:20:30Z').getHours('-02:30')", '21'],
    ["timestamp('2020-06-15T00:20:30Z').getHours('02:30')", '2'],
    ["timestamp(100) == timestamp('1970-01-01T00:01:40Z')", 'true'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});

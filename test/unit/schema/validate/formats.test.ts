import { describe, expect, it } from 'vitest';
import { formatRule, isOfFormat } from '../../../../src/schema/validate/formats.ts';

const judge = (format: string, text: string, custom = true): boolean | undefined => {
  const rule = formatRule(format, custom);
  return rule === undefined ? undefined : isOfFormat(rule, text);
};

describe('formats of custom resources', () => {
  it.each([
    ['date-time', '2026-01-31T12:00:00Z', '2026-01-31 12:00:00'],
    ['date-time', '2026-01-31t23:59:59.123+01:00', '2026-01-31T24:00:00Z'],
    ['date', '2028-02-29', '2026-02-29'],
    ['duration', '1h30m', '1x'],
    ['duration', '3 days', 'days'],
    ['duration', '-1.5s', ''],
    ['byte', 'aGVsbG8=', 'aGVsbG8'],
    ['uuid', '123e4567-E89b-12d3-a456-426614174000', '123e4567'],
    ['uuid4', '123e4567-e89b-42d3-a456-426614174000', '123e4567-e89b-12d3-a456-426614174000'],
    ['email', 'anna@example.com', 'anna'],
    ['hostname', 'a.example.com', '-a.example.com'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['ipv6', 'fd00::1', '10.0.0.1'],
    ['ipv6', '::ffff:10.0.0.1', 'fd00:::1'],
    ['ipv6', '1:2:3:4:5:6:7:8', '1:2:3'],
    ['ipv6', '1::8', '1:2:3:4::5:6:7:8'],
    ['cidr', '10.0.0.0/8', '10.0.0.0/33'],
    ['cidr', 'fd00::/8', 'fd00::'],
    ['mac', '01:23:45:67:89:ab', '01:23:45:67:89'],
    ['mac', '0123.4567.89ab', '01:23-45:67:89:ab'],
    ['mac', '0123.4567.89ab.cdef', '0123.4567.89ab.cdef.0123'],
    ['uri', 'https://example.com/a?b', 'example.com'],
    ['uri', '/path', 'https://exa mple.com'],
    ['isbn', '978-0321751041', '978-0321751042'],
    ['isbn10', '0321751043', '0321751044'],
    ['creditcard', '4220 8554 2622 2389', '4220855426213389'],
    ['ssn', '111-22-3333', '111223333'],
    ['hexcolor', '#FFFFFF', '#FF'],
    ['rgbcolor', 'rgb(0, 31, 255)', 'rgb(01,31,256)'],
    ['k8s-short-name', 'a-b', 'a.b'],
    ['k8s-long-name', 'a.b', 'A'],
  ])('%s takes %s, not %s', (format, good, bad) => {
    expect(judge(format, good)).toBe(true);
    expect(judge(format, bad)).toBe(false);
  });

  it('does not know what the API server does not check', () => {
    expect(judge('int-or-string', 'x')).toBeUndefined();
    expect(judge('surprise', 'x')).toBeUndefined();
  });

  it.each(['1', 'a.', '1h', ':', '%', '-'])('takes no time for long runs of %s', (unit) => {
    for (const format of ['duration', 'hostname', 'uri', 'email', 'ipv6', 'mac', 'k8s-long-name']) {
      expect(judge(format, unit.repeat(200_000))).toBeUndefined();
    }
  });
});

describe("formats of Kubernetes' own kinds", () => {
  it.each([
    ['date-time', '2026-01-31T12:00:00Z', '2026-01-31t12:00:00z'],
    ['byte', 'aGVs\nbG8=\n', 'aGVsbG8'],
  ])('%s takes %j, not %s', (format, good, bad) => {
    expect(judge(format, good, false)).toBe(true);
    expect(judge(format, bad, false)).toBe(false);
  });
});

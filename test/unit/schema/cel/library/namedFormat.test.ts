import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('named formats', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["format.dns1123Label().validate('my-label-name').hasValue()", 'false'],
    ["format.dns1123Label().validate('My-label').hasValue()", 'true'],
    ["format.dns1123Label().validate('contains.period').value().size()", '1'],
    ["format.dns1123Subdomain().validate('apiextensions.k8s.io').hasValue()", 'false'],
    ["format.dns1123Subdomain().validate('a..b').hasValue()", 'true'],
    ["format.dns1035Label().validate('my-label-name').hasValue()", 'false'],
    ["format.dns1035Label().validate('1abc').hasValue()", 'true'],
    ["format.qualifiedName().validate('apiextensions.k8s.io/v1beta1').hasValue()", 'false'],
    ["format.qualifiedName().validate('a/b/c').hasValue()", 'true'],
    ["format.qualifiedName().validate('/b').hasValue()", 'true'],
    ["format.qualifiedName().validate('A/b').hasValue()", 'true'],
    ["format.qualifiedName().validate('').hasValue()", 'true'],
    ["format.dns1123LabelPrefix().validate('my-label-prefix-').hasValue()", 'false'],
    ["format.dns1123SubdomainPrefix().validate('mysubdomain.prefix.-').hasValue()", 'false'],
    ["format.dns1035LabelPrefix().validate('my-label-prefix-').hasValue()", 'false'],
    ["format.labelValue().validate('').hasValue()", 'false'],
    ["format.labelValue().validate('a_b.c').hasValue()", 'false'],
    ["format.labelValue().validate('-a').hasValue()", 'true'],
    ["format.uri().validate('http://example.com').hasValue()", 'false'],
    ["format.uri().validate('example.com').hasValue()", 'true'],
    ["format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()", 'false'],
    ["format.uuid().validate('123e4567').hasValue()", 'true'],
    ["format.byte().validate('aGVsbG8=').hasValue()", 'false'],
    ["format.byte().validate('aGVsbG8').hasValue()", 'true'],
    ["format.byte().validate('').hasValue()", 'true'],
    ["format.date().validate('2021-01-01').hasValue()", 'false'],
    ["format.date().validate('2021-02-30').hasValue()", 'true'],
    ["format.datetime().validate('2021-01-01T00:00:00Z').hasValue()", 'false'],
    ["format.datetime().validate('2021-01-01').hasValue()", 'true'],
    ["format.datetime().validate('2021-01-01 00:00:00Z').hasValue()", 'true'],
    ["format.named('dns1123Label').hasValue()", 'true'],
    ["format.named('unknown').hasValue()", 'false'],
    ["format.named('dns1123Label').value().validate('x').hasValue()", 'false'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});

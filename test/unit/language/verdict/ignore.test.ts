import { describe, expect, it } from 'vitest';
import { findingsIn, judged } from '../judge.ts';

const source = (interval: string, before = '', first = ''): string =>
  `${first}apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n${before}  interval: ${interval}\n`;

describe('sluice-ignore', () => {
  it.each([
    source('10s # sluice-ignore short-interval: a demo'),
    source('10s', '  # sluice-ignore short-interval: a demo\n'),
    source('10s', '  # sluice-ignore short-interval: a demo\n  # really\n\n'),
    source('10s', '', '# sluice-ignore-file short-interval: a demo\n'),
    source('10s # sluice-ignore «missing-field¦unused-ignore», short-interval: a demo'),
    source('10s «# sluice-ignore short-interval¦ignore-without-reason»'),
    source('10s «# sluice-ignore short-interval: ¦ignore-without-reason»'),
    source('«10s¦short-interval» «# sluice-ignore: why¦unused-ignore»'),
    source('«10s¦short-interval» # sluice-ignore «short-intervall¦unused-ignore»: why'),
    source('«10s¦short-interval» # sluice-ignored short-interval: why'),
    source('30s # sluice-ignore «short-interval¦unused-ignore»: why'),
    source('30s', '', '# sluice-ignore-file «short-interval¦unused-ignore»: why\n'),
    source('«10s¦short-interval»', '', '# sluice-ignore «short-interval¦unused-ignore»: of another line\n'),
  ])('judges %s', (text) => expect(judged(text)).toBe(text));

  it('makes a comment without a code or without need milder than a wrong one', () => {
    const severities = (text: string) => findingsIn(text).map(({ severity }) => severity);
    expect(severities(source('30s # sluice-ignore short-interval: why'))).toEqual(['hint']);
    expect(severities(source('30s # sluice-ignore nonsense: why'))).toEqual(['warning']);
  });
});

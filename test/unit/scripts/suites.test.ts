import { describe, expect, test } from 'vitest';
import { countVitest, tally } from '../../../scripts/suites.ts';

describe('tally', () => {
  test('keeps the numbers of a run that ended well, or badly because tests failed', () => {
    expect(tally(0, { passed: 3, failed: 0, skipped: 0 })).toEqual({ passed: 3, failed: 0 });
    expect(tally(1, { passed: 3, failed: 2, skipped: 0 })).toEqual({ passed: 3, failed: 2 });
  });

  test('fails a suite without tests', () => {
    expect(tally(0, { passed: 0, failed: 0, skipped: 0 })).toMatchObject({ failed: 1, remark: 'No test ran.' });
  });

  test('fails a run that ended badly though no test failed', () => {
    expect(tally(1, { passed: 3, failed: 0, skipped: 0 })).toMatchObject({ passed: 3, failed: 1 });
  });

  test('fails skipped tests', () => {
    expect(tally(0, { passed: 3, failed: 1, skipped: 2 })).toMatchObject({ passed: 3, failed: 3 });
  });
});

test('a file that could not be loaded counts as one failed test', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}, {}] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

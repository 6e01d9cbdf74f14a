import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../../../src/flux/object.ts';
import { createAlarm } from '../../../src/ui/alarm.ts';

const a: ObjectKey = 'g/K/n/a';
const b: ObjectKey = 'g/K/n/b';

describe('alarm', () => {
  it('is silent about what fails on first sight', () => {
    const alarm = createAlarm();
    alarm.update(new Set([a]), false);
    expect(alarm.ringing).toBe(false);
  });

  it('rings for what begins to fail unseen, until the person looks', () => {
    const alarm = createAlarm();
    alarm.update(new Set([a]), false);
    alarm.update(new Set([a, b]), false);
    expect(alarm.ringing).toBe(true);
    alarm.update(new Set([a, b]), true);
    expect(alarm.ringing).toBe(false);
    alarm.update(new Set([a, b]), false);
    expect(alarm.ringing).toBe(false);
  });

  it('falls silent when the object recovers, and rings if it fails again', () => {
    const alarm = createAlarm();
    alarm.update(new Set(), false);
    alarm.update(new Set([a]), false);
    alarm.update(new Set(), false);
    expect(alarm.ringing).toBe(false);
    alarm.update(new Set([a]), false);
    expect(alarm.ringing).toBe(true);
  });

  it('takes another cluster as a first sight', () => {
    const alarm = createAlarm();
    alarm.update(new Set(), false);
    alarm.reset();
    alarm.update(new Set([a]), false);
    expect(alarm.ringing).toBe(false);
  });
});

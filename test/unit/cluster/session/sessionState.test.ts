import { describe, expect, it } from 'vitest';
import { reduceSession, type SessionState } from '../../../../src/cluster/session/sessionState.ts';

const failure = { code: 'unreachable', message: 'refused' };
const idle: SessionState = { phase: 'idle' };
const connecting: SessionState = { phase: 'connecting', context: 'staging' };
const connected: SessionState = { phase: 'connected', context: 'staging', host: 'h:6443' };
const degraded: SessionState = { phase: 'degraded', context: 'staging', failure, retryAt: 5 };
const dormant: SessionState = { phase: 'dormant', context: 'staging', reason: 'authentication', failure };

describe('reduceSession', () => {
  it('connects from every state', () => {
    for (const state of [idle, connecting, connected, degraded, dormant]) {
      expect(reduceSession(state, { type: 'connect', context: 'prod' })).toEqual({
        phase: 'connecting',
        context: 'prod',
      });
    }
  });

  it('is connected when the server answers, the first time and after an outage', () => {
    for (const state of [connecting, degraded]) {
      expect(reduceSession(state, { type: 'answered', host: 'h:6443' })).toEqual(connected);
    }
    expect(reduceSession(connected, { type: 'answered', host: 'h:6443' })).toBe(connected);
  });

  it('is degraded when the server is lost, with the cause and the time of the next try', () => {
    for (const state of [connecting, connected, degraded]) {
      expect(reduceSession(state, { type: 'lost', failure, retryAt: 5 })).toEqual(degraded);
    }
  });

  it('is not woken by late news of a connection', () => {
    for (const state of [idle, dormant]) {
      expect(reduceSession(state, { type: 'answered', host: 'h' })).toBe(state);
      expect(reduceSession(state, { type: 'lost', failure, retryAt: 5 })).toBe(state);
    }
  });

  it('rests as told', () => {
    expect(reduceSession(connected, { type: 'rest', state: { phase: 'noContext', contexts: 2 } })).toEqual({
      phase: 'noContext',
      contexts: 2,
    });
  });
});

import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatTime,
  formatTimeOfSecond,
  parseDuration,
  parseTime,
  toDuration,
  toSeconds,
} from '../../src/sdk/time.js';
import { failure } from '../util/failure.js';

describe('times', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['2026-11-21T07:30:23.217153057Z', 1795246223217153057n],
    ['2025-08-22T08:42:00.713839Z', 1755852120713839000n],
    ['2024-02-29T23:59:59.5Z', 1709251199500000000n],
    ['1969-12-31T23:59:59Z', -1000000000n],
  ])('%s is read and written', (text, time) => {
    expect(parseTime(text)).toBe(time);
    expect(formatTime(time)).toBe(text);
  });

  it('takes offsets', () => {
    expect(parseTime('2026-01-01T02:00:00+02:00')).toBe(parseTime('2026-01-01T00:00:00Z'));
    expect(parseTime('2025-12-31T23:30:00-00:30')).toBe(parseTime('2026-01-01T00:00:00Z'));
  });

  it('drops fractions where staking does', () => {
    expect(formatTimeOfSecond(1795246223217153057n)).toBe('2026-11-21T07:30:23Z');
  });

  it.each(['', '2026-11-21', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00'])(
    'refuses %j',
    (text) => {
      expect(failure(() => parseTime(text))).toBe('gonka-sim/3');
    },
  );

  it('splits below zero as protobuf wants it', () => {
    expect(toSeconds(-1n)).toEqual({ seconds: -1n, nanos: 999999999 });
    expect(toDuration(-1n)).toEqual({ seconds: 0n, nanos: -1 });
  });
});

describe('durations', () => {
  it.each([
    ['15s', 15_000_000_000n],
    ['48h0m0s', 172_800_000_000_000n],
    ['1.5s', 1_500_000_000n],
    ['0', 0n],
    ['-2m', -120_000_000_000n],
    ['3ms', 3_000_000n],
  ])('%s is read', (text, length) => expect(parseDuration(text)).toBe(length));

  it.each([
    [15_000_000_000n, '15s'],
    [1_500_000_000n, '1.5s'],
    [-1n, '-0.000000001s'],
    [0n, '0s'],
  ])('%s is written', (length, text) => expect(formatDuration(length)).toBe(text));

  it.each(['', '5', 's', '1x'])('refuses %j', (text) => expect(failure(() => parseDuration(text))).toBe('gonka-sim/3'));
});

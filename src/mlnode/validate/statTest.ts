import { serverStatTest } from '../../validation/poc/fraudTest.js';
import type { Reference } from '../reference/readReference.js';

/** Where a value of the test came from. */
export type StatSource = 'server-default' | 'artifact' | 'cli';

/** Values of the test by their wire's names. */
export interface StatValues {
  readonly dist_threshold: number;
  readonly p_mismatch: number;
  readonly fraud_threshold: number;
}

/** The test that is sent, and who decided each of its values. */
export interface ResolvedStatTest {
  readonly values: StatValues;
  readonly source: { readonly [K in keyof StatValues]: StatSource };
}

const serverDefault: StatValues = {
  dist_threshold: serverStatTest.distThreshold,
  p_mismatch: serverStatTest.pMismatch,
  fraud_threshold: serverStatTest.fraudThreshold,
};

type Said = { readonly [K in keyof StatValues]?: number | string | null | undefined };

/**
 * Resolves each value for itself: the server's default, above it the reference's, above that the caller's. A reference says
 * its threshold at its top; one inside `stat_test` is not read, as by the service's tool (recorded).
 */
export function resolveStatTest({ json }: Reference, cli: Said): ResolvedStatTest {
  const artifact: Said = { ...json.stat_test, dist_threshold: json.dist_threshold };
  const resolve = (key: keyof StatValues): readonly [number, StatSource] => {
    if (cli[key] != null) return [Number(cli[key]), 'cli'];
    if (artifact[key] != null) return [Number(artifact[key]), 'artifact'];
    return [serverDefault[key], 'server-default'];
  };
  const keys = ['dist_threshold', 'p_mismatch', 'fraud_threshold'] as const;
  const pairs = keys.map((key) => [key, resolve(key)] as const);
  return {
    values: Object.fromEntries(pairs.map(([key, [value]]) => [key, value])) as unknown as StatValues,
    source: Object.fromEntries(pairs.map(([key, [, source]]) => [key, source])) as ResolvedStatTest['source'],
  };
}

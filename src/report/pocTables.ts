import type { PowerRow } from '../validation/binomial/critical.js';
import type { Calibration } from '../validation/poc/calibrate.js';
import type { RunPair } from '../validation/poc/pairs.js';
import { paint, type Style } from './format.js';
import { plainTable } from './plainTable.js';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A probability that may be too small for a double, to a few digits. */
export function probability(p: number, log10: number): string {
  if (p >= 1e-4 || p === 0) return p === 0 && Number.isFinite(log10) ? `10^${log10.toFixed(1)}` : p.toFixed(6);
  return p.toExponential(3);
}

/** All pairs of runs, with their distances. */
export const pairsTable = (pairs: readonly RunPair[], style: Style): string =>
  plainTable(
    { pair: 'left', nonces: 'right', mean: 'right', std: 'right', max: 'right' },
    pairs.map(({ a, b, cheater, nonces, mean, std, max }) => [
      `${a} vs ${b}${cheater ? paint(style, 'red', ' (cheater)') : ''}`,
      `${nonces.length}`,
      mean.toFixed(6),
      std.toFixed(6),
      max.toFixed(4),
    ]),
    style,
  );

/** What a calibrated threshold does to each pair. */
export const calibrationTable = ({ pairs }: Calibration, style: Style): string =>
  plainTable(
    { pair: 'left', mismatches: 'right', 'p-value': 'right', verdict: 'left' },
    pairs.map(({ a, b, cheater, n, mismatches, pValue, log10PValue, fraudDetected }) => [
      `${a} vs ${b}${cheater ? paint(style, 'red', ' (cheater)') : ''}`,
      `${mismatches} of ${n}`,
      probability(pValue, log10PValue),
      fraudDetected ? paint(style, 'red', 'fraud') : 'honest',
    ]),
    style,
  );

/** Critical counts, and how often each true rate is found out. */
export const powerTableText = (rows: readonly PowerRow[], rates: readonly number[], style: Style): string =>
  plainTable(
    {
      checks: 'right',
      'fraud from': 'right',
      'honest accused': 'right',
      ...Object.fromEntries(rates.map((rate) => [`found at ${rate}`, 'right' as const])),
    },
    rows.map(({ n, critical, powers }) => [
      `${n}`,
      critical.k > n ? 'never' : `${critical.k}`,
      percent(critical.falsePositiveRate),
      ...powers.map(percent),
    ]),
    style,
  );

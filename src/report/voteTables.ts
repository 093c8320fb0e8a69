import type { ExactVote } from '../validation/vote/exactVote.js';
import type { PublishedNumber } from '../validation/vote/publishedNumbers.js';
import type { VotedTarget } from './charts/voteCharts.js';
import type { Style } from './format.js';
import { plainTable } from './plainTable.js';

const percent = (share: number | undefined): string => (share === undefined ? '-' : `${(100 * share).toFixed(2)} %`);

/** In percent, small ones with three digits that count. */
const chance = (p: number): string =>
  p > 0 && p < 1e-4 ? `${Number((100 * p).toPrecision(3))} %` : `${(100 * p).toFixed(3)} %`;

/** A target with the exact figures beside the sampled ones. */
export interface JudgedTarget extends VotedTarget {
  readonly exact: ExactVote;
}

/** What the simulation found for each target, the exact figure below the sampled one. */
export function voteTable(targets: readonly JudgedTarget[], confidence: number, style: Style): string {
  return plainTable(
    {
      target: 'left',
      accuses: 'right',
      '': 'left',
      mean: 'right',
      'p 5': 'right',
      median: 'right',
      'p 95': 'right',
      max: 'right',
      convicted: 'right',
      [`${100 * confidence} % interval`]: 'left',
    },
    targets.flatMap(({ name, exact, result: { accusationRate, share, convictionRate, interval } }) => [
      [
        name,
        chance(accusationRate),
        'sampled',
        ...[share.mean, share.p05, share.median, share.p95, share.max].map(percent),
        chance(convictionRate),
        `${chance(interval.low)} to ${chance(interval.high)}`,
      ],
      [
        '',
        '',
        'exact',
        ...[exact.meanShare, exact.p05, exact.median, exact.p95].map(percent),
        '-',
        exact.conviction === undefined ? '-' : chance(exact.conviction.p),
        exact.conviction === undefined || exact.conviction.low === exact.conviction.high
          ? ''
          : `${chance(exact.conviction.low)} to ${chance(exact.conviction.high)}`,
      ],
    ]),
    style,
  );
}

/** The PoC report's numbers beside ours. */
export const publishedTable = (rows: readonly PublishedNumber[], style: Style): string =>
  plainTable(
    { number: 'left', published: 'right', exact: 'right', ours: 'right', '': 'left' },
    rows.map(({ what, published, exact, ours, note }) => [what, published, exact, ours, note]),
    style,
  );

import { criticalCount, power } from '../binomial/critical.js';
import { binomialTail } from '../binomial/tail.js';
import { exactVote } from './exactVote.js';
import { reconstructedWeights } from './reconstructedWeights.js';
import { reportSettings } from './settings.js';
import { simulateVotes } from './simulateVotes.js';
import { trialsOfRate } from './votesOfOne.js';

/** A number of the PoC report beside what we find. */
export interface PublishedNumber {
  readonly what: string;
  readonly published: string;
  /** Without sampling; `-` where the report sampled something that has no formula. */
  readonly exact: string;
  /** Sampled; `-` where nothing is to be sampled. */
  readonly ours: string;
  readonly note: string;
}

const { checks, pMismatch, fraudThreshold } = reportSettings;
const synthetic = 'synthetic weights: the real ones were not published';
const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',');
const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
const fixed = (value: number, digits: number): string => value.toFixed(digits);

/**
 * The numbers of the PoC report (seed 2), each beside its exact value and beside ours.
 * Cost: two simulations of `rounds` rounds, some seconds at 100,000 with the exact distributions.
 */
export async function publishedNumbers({ rounds = 100_000, seed = 1 } = {}): Promise<PublishedNumber[]> {
  return [...oneValidator(seed), ...(await network(rounds, seed))];
}

function oneValidator(seed: number): PublishedNumber[] {
  const critical = criticalCount(checks, pMismatch, fraudThreshold);
  const trials = trialsOfRate(reportSettings, 0.04, 1000, seed);
  const mismatches = [30, 42, 35, 53];
  const pValues = mismatches.map((k) => fixed(binomialTail(2000, k, pMismatch).p, 4)).join(', ');
  return [
    {
      what: 'p-value of 35 mismatches in 2000',
      published: '0.809',
      exact: fixed(binomialTail(2000, 35, pMismatch).p, 6),
      ours: '-',
      note: '',
    },
    {
      what: 'honest mismatches, four pairs of 2000',
      published: '160 of 8000, 2.0 %',
      exact: percent(mismatches.reduce((sum, k) => sum + k, 0) / 8000, 1),
      ours: '-',
      note: `${mismatches.join(' + ')}, p-values ${pValues}: one of the four is itself accused at ${fraudThreshold}`,
    },
    {
      what: 'accused from so many mismatches of 200',
      published: '8',
      exact: `${critical.k}`,
      ours: '-',
      note: `p-value of 7: ${fixed(critical.before, 5)}, of 8: ${fixed(critical.falsePositiveRate, 5)}`,
    },
    {
      what: 'honest node accused by one validator',
      published: '.0493',
      exact: fixed(critical.falsePositiveRate, 6),
      ours: '-',
      note: '',
    },
    {
      what: 'node of 4 % accused by one validator',
      published: '515 of 1000',
      exact: fixed(power(checks, pMismatch, fraudThreshold, 0.04), 6),
      ours: `${trials.accusations} of ${trials.trials}`,
      note: 'the published count is a low draw: 2.2 standard deviations',
    },
  ];
}

async function network(rounds: number, seed: number): Promise<PublishedNumber[]> {
  const vote = async (rate: number) => {
    const settings = { ...reportSettings, weights: reconstructedWeights, rate };
    return { ...(await simulateVotes(settings, { rounds, seed })), exact: exactVote(settings) };
  };
  const [honest, dishonest] = [await vote(pMismatch), await vote(0.04)];
  const conviction = honest.exact.conviction!.p.toExponential(2);
  const row = (what: string, published: string, exact: string, ours: string, note = synthetic): PublishedNumber => ({
    what,
    published,
    exact,
    ours,
    note,
  });
  const counted = (n: number): string => `${grouped(n)} of ${grouped(rounds)}`;
  return [
    row(
      'honest node: median share of accusing weight',
      '4.13 %',
      percent(honest.exact.median!),
      percent(honest.share.median),
    ),
    row('honest node: 95th percentile of the share', '12.34 %', percent(honest.exact.p95!), percent(honest.share.p95)),
    row(
      'honest node: mean share',
      '-',
      percent(honest.exact.meanShare),
      percent(honest.share.mean),
      'the same for any weights',
    ),
    row(
      'honest node: greatest share seen',
      '26.43 %',
      '-',
      percent(honest.share.max),
      'of 100,000 rounds; depends on the draw',
    ),
    row('honest node convicted', '0 of 100,000', conviction, counted(honest.convictions)),
    row('node of 4 %: median share', '55.11 %', percent(dishonest.exact.median!), percent(dishonest.share.median)),
    row(
      'node of 4 %: 95th percentile of the share',
      '67.05 %',
      percent(dishonest.exact.p95!),
      percent(dishonest.share.p95),
    ),
    row(
      'node of 4 % convicted',
      '73.563 %',
      percent(dishonest.exact.conviction!.p, 3),
      percent(dishonest.convictionRate, 3),
    ),
  ];
}

import { spawnSync } from 'node:child_process';
import { binomialTail } from '../src/validation/binomial/tail.js';
import { sfc32 } from '../src/validation/random.js';
import { prepareBallots } from '../src/validation/vote/ballots.js';
import { exactVote } from '../src/validation/vote/exactVote.js';
import { reconstructedWeights as weights } from '../src/validation/vote/reconstructedWeights.js';
import { accusesFrom, reportSettings, type VoteSettings } from '../src/validation/vote/settings.js';
import { simulateVotes } from '../src/validation/vote/simulateVotes.js';
import type {} from '../src/validation/vote/voteWorker.js'; // threads load it by name: it is to be compiled, too
import { compare } from './harness.js';

// The weighted vote of the PoC report: 377 validators, 200 checks each, a target of 4 %, 100,000 rounds.

const rounds = 100_000;
const settings: VoteSettings = { ...reportSettings, weights, rate: 0.04 };

/** Plain numpy, where there is one: draws of the binomial, a table of p-values, weights. Prints milliseconds and the share of convictions. */
const script = `
import sys, time, json
import numpy as np
given = json.load(sys.stdin)
w = np.array(given["weights"], dtype=float)
p = np.array(given["pValues"])
rng = np.random.default_rng(0)
start = time.perf_counter()
convicted = 0
for _ in range(given["rounds"] // 10000):
    k = rng.binomial(given["checks"], given["rate"], size=(10000, len(w)))
    accuses = p[k] < given["alpha"]
    convicted += int(((accuses @ w) / w.sum() > 0.5).sum())
print((time.perf_counter() - start) * 1000, convicted / given["rounds"])
`;
const python = spawnSync('python3', ['-c', script], {
  input: JSON.stringify({
    weights,
    rounds,
    checks: settings.checks,
    rate: settings.rate,
    alpha: settings.fraudThreshold,
    pValues: Array.from({ length: 201 }, (_, k) => binomialTail(200, k, settings.pMismatch).p),
  }),
  encoding: 'utf8',
});
const [numpy] = python.status === 0 ? python.stdout.split(' ').map(Number) : [];

/** Votes all blocks on this thread; the sum keeps the work from being left out. */
function vote(how: VoteSettings, count: number): number {
  const accusing = new Float64Array(count);
  const ballots = prepareBallots(how, 1, accusing);
  for (let block = 0; block < ballots.blocks; block++) ballots.vote(block);
  return accusing[count - 1]!;
}

/** Every check a coin, as one would write it down. */
function coins(count: number): number {
  const uniform = sfc32(1);
  const least = accusesFrom(settings);
  let convictions = 0;
  for (let round = 0; round < count; round++) {
    let accusing = 0;
    for (const weight of weights) {
      let mismatches = 0;
      for (let check = 0; check < settings.checks; check++) if (uniform() < settings.rate) mismatches++;
      if (mismatches >= least) accusing += weight;
    }
    if (accusing > 5_651_240 / 2) convictions++;
  }
  return convictions;
}

let checked = 0;
const add = (figure: number): void => {
  checked += figure;
};
const shares = async (how: VoteSettings, count: number, threads: number): Promise<void> =>
  add((await simulateVotes(how, { rounds: count, seed: 1, threads })).share.mean);
const few = 500;
await compare(
  `one round of the vote, ${weights.length} validators`,
  [
    { name: 'every check a coin', run: () => add(coins(few)) },
    {
      name: 'correlated, all check the same nonces',
      run: () => add(vote({ ...settings, correlation: { rho: 0.59, noncePool: 200 } }, few)),
    },
    { name: 'patterns of eight votes, prepared anew', run: () => add(vote(settings, few)) },
  ],
  { rounds: 5, per: { count: few, unit: '/round' } },
);
await compare(
  `${weights.length} validators x ${rounds} rounds`,
  [
    { name: 'votes alone, one thread', run: () => add(vote(settings, rounds)) },
    {
      name: 'votes, shares and quantiles, two threads',
      run: () => shares(settings, rounds, 2),
    },
    {
      name: 'votes, shares and quantiles, one thread',
      run: () => shares(settings, rounds, 1),
    },
  ],
  {
    beside: { floor: 250, 'out for': 60 },
    ...(numpy !== undefined && Number.isFinite(numpy) && { besideHere: { 'plain numpy': numpy } }),
  },
);
const many = 100_000;
const pooled: VoteSettings = { ...settings, correlation: { rho: 0.59, noncePool: 200 } };
await compare(
  `${weights.length} validators x ${many} correlated rounds`,
  [
    { name: 'one thread', run: () => shares(pooled, many, 1) },
    { name: 'two threads', run: () => shares(pooled, many, 2) },
  ],
  { rounds: 3 },
);
await compare(
  'exact figures',
  [
    { name: 'distribution of the accusing weight', run: () => add(exactVote(settings).meanShare) },
    { name: 'P(X >= 20,001), n = 1e6, p = .02', run: () => add(binomialTail(1_000_000, 20_001, 0.02).p) },
  ],
  { rounds: 3 },
);
if (!Number.isFinite(checked)) throw new Error('a vote is not a number');

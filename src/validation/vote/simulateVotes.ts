import { CodedError } from '../../util/errors.js';
import { type Interval, rateInterval } from '../binomial/interval.js';
import { validationErrors } from '../errors.js';
import { type Ballots, prepareBallots } from './ballots.js';
import { accusationRate, accusesFrom, checkSettings, type VoteSettings } from './settings.js';
import { voteWhileBlocksAreLeft, type WorkerTask } from './shareBlocks.js';

/** How a simulation is run; none of it but `rounds` and `seed` changes the figures. */
export interface VoteRun {
  readonly rounds: number;
  /** A whole number, 0 to 2^53 - 1. */
  readonly seed: number;
  /** Threads; by default as many as the work is worth, up to the number of cores. */
  readonly threads?: number;
  /** Of the interval; 0.95 by default. */
  readonly confidence?: number;
  /** Called now and then, with the rounds that are taken. */
  readonly onProgress?: (rounds: number) => void;
}

/** Where shares of accusing weight lie. */
export interface ShareSummary {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly p05: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** What a simulation shows; `exactVote` has the figures without sampling. */
export interface VoteResult {
  readonly rounds: number;
  readonly validators: number;
  readonly totalWeight: number;
  /** A validator accuses from so many mismatches on. */
  readonly accusesFrom: number;
  /** How likely one validator is to accuse; exact. */
  readonly accusationRate: number;
  /** Sampled: rounds in which more than the quorum accused. */
  readonly convictions: number;
  readonly convictionRate: number;
  /** Clopper and Pearson's. */
  readonly interval: Interval;
  readonly share: ShareSummary;
  /** The share of each round, in order. */
  readonly shares: Float64Array;
}

const mostRounds = 2 ** 27;

/**
 * Lets a weighted network vote about one target, round after round (seed 2, third layer), on all cores.
 * Cost: 377 validators x 100,000 rounds take some 20 ms of one core; correlated, 100 times that and more.
 *
 * @throws validation/23 (weightsInvalid), validation/6 (parameterInvalid)
 */
export async function simulateVotes(settings: VoteSettings, run: VoteRun): Promise<VoteResult> {
  checkSettings(settings);
  const { rounds, seed, confidence = 0.95 } = run;
  if (!(Number.isSafeInteger(rounds) && rounds > 0 && rounds <= mostRounds)) {
    throw new CodedError(validationErrors.parameterInvalid, `${rounds} rounds: 1 to ${mostRounds} can be voted`);
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new CodedError(validationErrors.parameterInvalid, `seed ${seed} is no whole number from 0 to 2^53 - 1`);
  }
  const accusing = await voteAll(settings, run);
  const totalWeight = settings.weights.reduce((sum, weight) => sum + weight, 0);
  const limit = settings.quorum * totalWeight;
  let convictions = 0;
  for (const weight of accusing) if (weight > limit) convictions++;
  const shares = accusing.map((weight) => weight / totalWeight);
  return {
    rounds,
    validators: settings.weights.length,
    totalWeight,
    accusesFrom: accusesFrom(settings),
    accusationRate: accusationRate(settings),
    convictions,
    convictionRate: convictions / rounds,
    interval: rateInterval(convictions, rounds, confidence),
    share: summary(shares),
    shares,
  };
}

function summary(shares: Float64Array): ShareSummary {
  const sorted = shares.slice().sort();
  const quantile = (q: number): number => {
    const position = (sorted.length - 1) * q;
    const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
    return low + (high - low) * (position - Math.floor(position));
  };
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return {
    mean,
    std: Math.sqrt(squares / Math.max(1, shares.length - 1)),
    min: sorted[0]!,
    p05: quantile(0.05),
    median: quantile(0.5),
    p95: quantile(0.95),
    max: sorted.at(-1)!,
  };
}

/** The accusing weight of every round: voted by this thread, and by others where the work is worth starting them. */
async function voteAll(settings: VoteSettings, run: VoteRun): Promise<Float64Array> {
  const { rounds, seed, onProgress } = run;
  const task: WorkerTask = {
    settings,
    seed,
    accusing: new SharedArrayBuffer(8 * rounds),
    next: new SharedArrayBuffer(4),
  };
  const accusing = new Float64Array(task.accusing);
  const ballots = prepareBallots(settings, seed, accusing);
  const others = (await threadsFor(settings, run, ballots)) - 1;
  const workers = others > 0 ? await startWorkers(task, others) : [];
  const perBlock = rounds / ballots.blocks;
  voteWhileBlocksAreLeft(ballots, new Int32Array(task.next), (block) =>
    onProgress?.(Math.round((block + 1) * perBlock)),
  );
  await Promise.all(workers);
  return accusing;
}

/** Estimated nanoseconds from which a second thread, some 40 ms to start, is worth it. */
const worthwhile = 2e8;

async function threadsFor(settings: VoteSettings, { rounds, threads }: VoteRun, { blocks }: Ballots): Promise<number> {
  if (threads !== undefined) return Math.min(threads, blocks);
  const { availableParallelism } = await import('node:os');
  const { weights, correlation } = settings;
  const perRound = correlation === undefined ? weights.length / 2 : weights.length * 2 + correlation.noncePool * 40;
  return rounds * perRound < worthwhile ? 1 : Math.min(availableParallelism(), blocks);
}

/** Each promise settles when its thread has ended. */
async function startWorkers(task: WorkerTask, count: number): Promise<Promise<void>[]> {
  const { Worker } = await import('node:worker_threads');
  const file = new URL('./voteWorker.js', import.meta.url);
  return Array.from({ length: count }, () => {
    const worker = new Worker(file, { workerData: task });
    const ended = new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
    ended.catch(() => undefined); // it is awaited later, when this thread has done its part
    return ended;
  });
}

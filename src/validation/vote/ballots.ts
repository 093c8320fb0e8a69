import { type CorrelatedVotes, correlatedVotes, voteCorrelated } from './correlatedVotes.js';
import { type IndependentVotes, independentVotes, voteIndependently } from './independentVotes.js';
import { accusationRate, type VoteSettings } from './settings.js';

/** Rounds that share a stream of random numbers; the same whoever votes them. */
const blockRounds = 1024;

/** Votes of many rounds, cut into blocks that can be voted in any order, by anyone. */
export interface Ballots {
  readonly blocks: number;
  /** Votes one block into its places of `accusing`. */
  vote(block: number): void;
}

/**
 * Prepares the rounds that `accusing` has places for. Block b draws from stream b of the seed, so the figures do not depend
 * on how many threads share the blocks.
 */
export function prepareBallots(settings: VoteSettings, seed: number, accusing: Float64Array): Ballots {
  const voteBlock = voter(settings);
  return {
    blocks: Math.ceil(accusing.length / blockRounds),
    vote(block) {
      const places = accusing.subarray(block * blockRounds, (block + 1) * blockRounds);
      voteBlock(seed, block, places);
    },
  };
}

type VoteBlock = (seed: number, stream: number, places: Float64Array) => void;

function voter(settings: VoteSettings): VoteBlock {
  const { correlation } = settings;
  if (correlation === undefined || correlation.rho === 0) {
    const job: IndependentVotes = independentVotes(settings.weights, accusationRate(settings));
    return (seed, stream, places) => voteIndependently(job, seed, stream, places);
  }
  const job: CorrelatedVotes = correlatedVotes(settings, correlation);
  return (seed, stream, places) => voteCorrelated(job, seed, stream, places);
}

import { topMinerAfter } from '../calculations/topMiner.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Keeper } from '../keeper/keeper.js';
import { getParams } from '../keeper/params.js';
import { getTokenomicsData, setTokenomicsData } from '../keeper/tokenomics.js';

const nanosecondsPerSecond = 1_000_000_000n;

/**
 * Counts, for each participant of an epoch that is formed, how long he has been a top miner; the first one ever starts the
 * period of the reward (docs/QUIRKS.md). Cost: O(participants).
 */
export function recordTopMiners(keeper: Keeper, participants: readonly ActiveParticipant[]): void {
  const { topMiners } = keeper.state;
  const qualification = getParams(keeper).tokenomicsParams!.topMinerPocQualification;
  const time = keeper.ctx.block.time / nanosecondsPerSecond;
  for (const { index: address, weight } of participants) {
    const miner = topMinerAfter(topMiners.get(address), { address, weight, qualification, time });
    if (miner === undefined) continue;
    topMiners.set(address, miner);
    startRewardPeriod(keeper, time);
  }
}

function startRewardPeriod(keeper: Keeper, time: bigint): void {
  const tokenomics = getTokenomicsData(keeper);
  if (tokenomics.topRewardStart === 0n) setTokenomicsData(keeper, { ...tokenomics, topRewardStart: time });
}

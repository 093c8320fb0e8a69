import type { MsgSubmitSeed, MsgSubmitSeedResponse } from '../../gen/inference/inference/tx.js';
import type { Keeper } from '../keeper.js';
import { setRandomSeed } from '../randomSeeds.js';

/** Commits the sender to a seed for an epoch; without one he takes no part in it. The last one holds. */
export function submitSeed(keeper: Keeper, { creator, epochIndex, signature }: MsgSubmitSeed): MsgSubmitSeedResponse {
  setRandomSeed(keeper, { participant: creator, epochIndex, signature });
  return {};
}

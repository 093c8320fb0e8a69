import { minValidationAverageCase, reputationCase, shouldValidateCase } from './settlement/duties.js';
import { dynamicPriceCase } from './settlement/prices.js';
import { bitcoinSettleCase, fixedEpochRewardCase, legacySettleCase } from './settlement/rewards.js';
import { participantStatusCase, pruningCase, shareWorkCase } from './settlement/upkeep.js';
import type { VectorTable } from './shared.js';

/** The rules of rewards, claims and upkeep that the deployed chain's functions pin (reference, sections 3, 7.2, 8). */
export const settlementVectors: VectorTable = {
  'bitcoin_settle.json': bitcoinSettleCase,
  'legacy_settle.json': legacySettleCase,
  'fixed_epoch_reward.json': fixedEpochRewardCase,
  'reputation.json': reputationCase,
  'min_validation_average.json': minValidationAverageCase,
  'should_validate.json': shouldValidateCase,
  'share_work.json': shareWorkCase,
  'pruning.json': pruningCase,
  'participant_status.json': participantStatusCase,
  'dynamic_price.json': dynamicPriceCase,
};

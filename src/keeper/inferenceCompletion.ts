import type { Inference } from '../gen/inference/inference/inference.js';
import { event } from '../types/events.js';
import { addInt64, addUint64, asUint64, maxOf } from '../util/int.js';
import { requireRootGroup, requireSubGroup, setEpochGroupData } from './epochGroupData.js';
import { requireEffectiveEpoch } from './epochs.js';
import { setInference, setValidationDetails } from './inferences.js';
import type { Keeper } from './keeper.js';
import { bookOwed } from './money.js';
import { requireParticipant, statsOf, withStats } from './participants.js';
import { moduleName } from './schema.js';
import { updateParticipant } from './updateParticipant.js';

/** Credits an executor with what an inference earned him: work coins, which he can claim once the epoch is settled. */
export function creditExecutor(keeper: Keeper, inference: Inference, payment: bigint): void {
  if (payment === 0n) return;
  const executor = requireParticipant(keeper, inference.executedBy);
  const stats = statsOf(executor);
  const coinBalance = addInt64(executor.coinBalance, payment, 'coin_balance');
  keeper.profile.conduct.checkAmount(coinBalance, executor.address);
  updateParticipant(keeper, {
    ...withStats(executor, {
      inferenceCount: stats.inferenceCount + 1n,
      earnedCoins: addUint64(stats.earnedCoins, asUint64(payment), 'earned_coins'),
    }),
    coinBalance,
    lastInferenceTime: inference.endBlockTimestamp,
  });
  bookOwed(keeper, moduleName, executor.address, coinBalance, `inference_finished:${inference.inferenceId}`);
}

/**
 * What follows when both start and finish of an inference have come (reference, section 7.2): it belongs to the effective
 * epoch, counts as one of its requests, and from now on validators can tell whether they have to look at it.
 *
 * @throws 1127, 1112 without an effective epoch, 1126 when the model has no sub-group in it
 */
export function completeInference(keeper: Keeper, inference: Inference): void {
  const epoch = requireEffectiveEpoch(keeper);
  const before = requireRootGroup(keeper, epoch.index);
  const subGroup = requireSubGroup(keeper, before, inference.model);
  const root = { ...before, numberOfRequests: before.numberOfRequests + 1n };
  const member = subGroup.validationWeights.find(({ memberAddress }) => memberAddress === inference.executedBy);

  setEpochGroupData(keeper, root);
  setInference(keeper, {
    ...inference,
    epochId: epoch.index,
    epochPocStartBlockHeight: asUint64(epoch.pocStartBlockHeight),
  });
  setValidationDetails(keeper, {
    epochId: epoch.index,
    inferenceId: inference.inferenceId,
    executorId: inference.executedBy,
    executorReputation: member?.reputation ?? 0,
    trafficBasis: asUint64(maxOf(root.numberOfRequests, root.previousEpochRequests)),
    executorPower: asUint64(member?.weight ?? 0n),
    model: inference.model,
    totalPower: asUint64(subGroup.totalWeight),
    createdAtBlockHeight: keeper.height,
  });
  keeper.ctx.emit(event('inference_finished', { inference_id: inference.inferenceId }));
}

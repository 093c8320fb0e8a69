import type {
  MsgSubmitUnitOfComputePriceProposal,
  MsgSubmitUnitOfComputePriceProposalResponse,
} from '../../gen/inference/inference/tx.js';
import { asUint64 } from '../../util/int.js';
import { requireEffectiveEpoch } from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { setPriceProposal } from '../priceProposals.js';

/** Proposes what a unit of compute should cost from the next epoch on: 1127 without an effective epoch, sdk 18 beyond int64. */
export function submitUnitOfComputePriceProposal(
  keeper: Keeper,
  { creator, price }: MsgSubmitUnitOfComputePriceProposal,
): MsgSubmitUnitOfComputePriceProposalResponse {
  keeper.profile.conduct.checkProposedPrice(price);
  const { height } = keeper;
  const complaint = `SubmitUnitOfComputePriceProposal: No effective epoch found. blockHeight: ${height}`;
  const { index } = requireEffectiveEpoch(keeper, complaint);
  setPriceProposal(keeper, {
    participant: creator,
    price,
    proposedAtBlockHeight: asUint64(height),
    proposedAtEpoch: index,
  });
  return {};
}

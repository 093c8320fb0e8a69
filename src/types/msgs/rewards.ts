import type { MsgClaimRewards, MsgSubmitUnitOfComputePriceProposal } from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';
import { requirePositive } from './checks.js';

/** Stateless checks of a claim; any seed passes. */
export function checkClaimRewards(msg: MsgClaimRewards, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requirePositive(msg.epochIndex, 'epoch_index');
}

/** Stateless checks of a price proposal; the sender need not be a participant. */
export function checkPriceProposal(msg: MsgSubmitUnitOfComputePriceProposal, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requirePositive(msg.price, 'price');
}

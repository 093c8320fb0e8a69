import type { UnitOfComputePriceProposal } from '../gen/inference/inference/unit_of_compute_price_proposal.js';
import type { Keeper } from './keeper.js';

/** What a participant would have a unit of compute cost. */
export function getPriceProposal({ state }: Keeper, participant: string): UnitOfComputePriceProposal | undefined {
  return state.priceProposals.get(participant);
}

/** All proposals, by address text. Cost: O(proposals). */
export function getPriceProposals({ state }: Keeper): UnitOfComputePriceProposal[] {
  return [...state.priceProposals.values()];
}

export function setPriceProposal({ state }: Keeper, proposal: UnitOfComputePriceProposal): void {
  state.priceProposals.set(proposal.participant, proposal);
}

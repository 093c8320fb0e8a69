import { MsgSubmitNewParticipant, MsgSubmitUnitOfComputePriceProposal } from '../../gen/inference/inference/tx.js';
import type { Actor } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';

/** Becomes a participant when the chain does not know the address yet, and asks for the price that the scenario names. */
export function register(view: ChainView, actor: Actor): OutgoingTx[] {
  if (view.participant(actor.address) !== undefined) return [];
  const messages = [
    packed(MsgSubmitNewParticipant, {
      creator: actor.address,
      url: actor.role.url ?? `http://${actor.role.name}:8000`,
      validatorKey: actor.validatorKey,
      workerKey: '',
    }),
  ];
  if (actor.role.price !== undefined) {
    const price = BigInt(actor.role.price);
    messages.push(packed(MsgSubmitUnitOfComputePriceProposal, { creator: actor.address, price }));
  }
  return [{ sender: actor.address, messages }];
}

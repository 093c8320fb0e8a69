import { MsgSubmitPocValidation } from '../../gen/inference/inference/tx.js';
import { behaviourAt, type Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';

/**
 * In the first block of the validation window every member of the effective epoch judges everybody's batches, his own too.
 *
 * Members that no participant of the scenario stands behind (the validators of a real genesis) vote honestly. Cost:
 * O(members · miners), as on the chain.
 */
export function validatePoC(view: ChainView, cast: Cast): OutgoingTx[] {
  const { epochIndex, pocStart, pocValidationExchangeWindow } = view.stages;
  if (epochIndex === 0n || view.nextHeight !== pocValidationExchangeWindow?.start) return [];
  const miners = view.batches(pocStart).map(({ participant }) => participant);
  const behaviourOf = (address: string) => behaviourAt(cast.byAddress.get(address), view.nextHeight);
  const voters = view.members.filter(({ memberAddress }) => behaviourOf(memberAddress) !== 'lazy');
  return voters.flatMap(({ memberAddress: creator }) =>
    miners.map((participantAddress) => {
      const fraudDetected = behaviourOf(participantAddress) === 'fraudulent';
      const vote = {
        creator,
        participantAddress,
        pocStageStartBlockHeight: pocStart,
        nonces: [],
        dist: [],
        receivedDist: [],
        rTarget: 1.398,
        fraudThreshold: 0.01,
        nInvalid: fraudDetected ? 100n : 0n,
        probabilityHonest: fraudDetected ? 0.001 : 0.99,
        fraudDetected,
      };
      return { sender: creator, messages: [packed(MsgSubmitPocValidation, vote)] };
    }),
  );
}

import { CurrentEpochStats, Participant, ParticipantStatus } from '../../gen/inference/inference/participant.js';
import type { MsgSubmitNewParticipant, MsgSubmitNewParticipantResponse } from '../../gen/inference/inference/tx.js';
import { blockTimeMs } from '../dynamicPricing.js';
import type { Keeper } from '../keeper.js';
import { getParticipant } from '../participants.js';
import { updateParticipant } from '../updateParticipant.js';

/** What somebody tells about himself when he registers. */
export interface Registration {
  readonly address: string;
  readonly url: string;
  readonly validatorKey: string;
  readonly workerKey: string;
}

/** Registers the sender, or what is new about him (reference, section 7.2). */
export function submitNewParticipant(keeper: Keeper, msg: MsgSubmitNewParticipant): MsgSubmitNewParticipantResponse {
  const { creator: address, url, validatorKey, workerKey } = msg;
  const fresh = newParticipant(keeper, { address, url, validatorKey, workerKey });
  updateParticipant(
    keeper,
    keeper.profile.conduct.registered(fresh, () => getParticipant(keeper, address)),
  );
  return { participantIndex: '', status: '' };
}

/** A participant as he enters the chain: active, without weight until his first PoC. */
export function newParticipant(keeper: Keeper, { address, url, validatorKey, workerKey }: Registration): Participant {
  return Participant.create({
    index: address,
    address,
    weight: -1,
    joinTime: blockTimeMs(keeper),
    joinHeight: keeper.height,
    inferenceUrl: url,
    status: ParticipantStatus.ACTIVE,
    validatorKey,
    workerPublicKey: workerKey,
    currentEpochStats: CurrentEpochStats.create(),
  });
}

import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import type {
  MsgSubmitNewUnfundedParticipant,
  MsgSubmitNewUnfundedParticipantResponse,
} from '../../gen/inference/inference/tx.js';
import { proto } from '../../types/codec.js';
import { inferenceErrors } from '../../types/errors.js';
import { base64ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import type { Keeper } from '../keeper.js';
import { updateParticipant } from '../updateParticipant.js';
import { newParticipant } from './submitNewParticipant.js';

/** Registers somebody who has no account yet, and opens it for him: 1110 when there is one. */
export function submitNewUnfundedParticipant(
  keeper: Keeper,
  msg: MsgSubmitNewUnfundedParticipant,
): MsgSubmitNewUnfundedParticipantResponse {
  const { auth } = keeper.neighbours;
  if (auth.baseAccount(msg.address) !== undefined) throw new CodedError(inferenceErrors.accountAlreadyExists);
  const { address, url, validatorKey, workerKey } = msg;
  const key = proto(PubKey).encode({ key: base64ToBytes(msg.pubKey) });

  auth.create(address, { typeUrl: PubKey.typeUrl, value: key });
  updateParticipant(keeper, newParticipant(keeper, { address, url, validatorKey, workerKey }));
  return {};
}

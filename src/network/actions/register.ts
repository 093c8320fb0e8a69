import { QueryAccountRequest, QueryAccountResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import {
  MsgSubmitNewParticipant,
  MsgSubmitNewUnfundedParticipant,
  MsgSubmitUnitOfComputePriceProposal,
} from '../../gen/inference/inference/tx.js';
import { bytesToBase64 } from '../../util/bytes.js';
import type { Actor } from '../cast.js';
import { type OutgoingTx, packed, type QueryMethod } from '../chainClient.js';
import type { ChainView } from '../chainView.js';

const accountMethod: QueryMethod<QueryAccountRequest, QueryAccountResponse> = {
  name: 'Account',
  requestType: QueryAccountRequest,
  responseType: QueryAccountResponse,
};

/** Becomes a participant when the chain does not know the address yet, and asks for the price that the scenario names. */
export function register(view: ChainView, actor: Actor): OutgoingTx[] {
  if (view.participant(actor.address) !== undefined) return [];
  const messages = [joining(view, actor)];
  if (actor.role.price !== undefined) {
    const price = BigInt(actor.role.price);
    messages.push(packed(MsgSubmitUnitOfComputePriceProposal, { creator: actor.address, price }));
  }
  return [{ sender: actor.address, messages }];
}

/** Who has no account yet gets one with the registration. */
function joining(view: ChainView, actor: Actor) {
  const { address, account, validatorKey } = actor;
  const url = actor.role.url ?? `http://${actor.role.name}:8000`;
  const known = view.find(() => view.client.query('cosmos.auth.v1beta1.Query', accountMethod, { address }));
  if (known !== undefined) {
    return packed(MsgSubmitNewParticipant, { creator: address, url, validatorKey, workerKey: '' });
  }
  const pubKey = bytesToBase64(account.publicKey);
  const message = { creator: address, address, url, pubKey, validatorKey, workerKey: '' };
  return packed(MsgSubmitNewUnfundedParticipant, message);
}

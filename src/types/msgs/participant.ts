import type {
  MsgSubmitHardwareDiff,
  MsgSubmitNewParticipant,
  MsgSubmitNewUnfundedParticipant,
} from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';
import { checkOptionalUrl, requireEd25519Key, requireSecp256k1Key, requireText } from './checks.js';

// Stateless checks of the messages by which participants appear and declare nodes (reference 7.2). `prefix` is the
// chain's bech32 prefix.

export function checkSubmitNewParticipant(msg: MsgSubmitNewParticipant, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  checkOptionalUrl(msg.url);
  checkNodeKeys(msg);
}

export function checkSubmitNewUnfundedParticipant(msg: MsgSubmitNewUnfundedParticipant, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireText(msg.address, 'address');
  requireAddress(msg.address, prefix, 'address');
  checkOptionalUrl(msg.url);
  requireSecp256k1Key(msg.pubKey, 'pub key');
  checkNodeKeys(msg);
}

/** Both keys are optional, but a validator key of spaces is a mistake while a worker key of spaces is none. */
function checkNodeKeys(msg: { readonly validatorKey: string; readonly workerKey: string }): void {
  if (msg.validatorKey !== '') requireEd25519Key(msg.validatorKey, 'validator key');
  if (msg.workerKey.trim() !== '') requireEd25519Key(msg.workerKey, 'worker key');
}

/** Models and node ids are the handler's to judge: what is wrong with them depends on state and profile. */
export function checkSubmitHardwareDiff(msg: MsgSubmitHardwareDiff, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
}

import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { proto } from '../types/codec.js';
import { inferenceMsgs } from '../types/msgs/registry.js';
import type { Keeper } from './keeper.js';

const secp256k1PubKey = '/cosmos.crypto.secp256k1.PubKey';
const pubKeyCodec = proto(PubKey);

/** The account of the module named, for example `gov`. */
export const moduleAddress = ({ neighbours }: Keeper, module: string): string => neighbours.auth.moduleAddress(module);

/** The secp256k1 key of an account, 33 bytes; undefined while it has none. */
export function accountKey({ neighbours }: Keeper, address: string): Uint8Array | undefined {
  const key = neighbours.auth.pubKey(address);
  return key?.typeUrl === secp256k1PubKey ? pubKeyCodec.decode(key.value).key : undefined;
}

/**
 * The keys that may sign for a participant's API node: his own, and those of the accounts that he lets send
 * MsgStartInference (reference, section 7.2). Undefined when there is no such account.
 */
export function operatingKeys(keeper: Keeper, address: string): readonly Uint8Array[] | undefined {
  const { auth, authz } = keeper.neighbours;
  if (!auth.has(address)) return undefined;
  const grantees = authz?.grantees(address, inferenceMsgs.startInference.typeUrl) ?? [];
  return [address, ...grantees].map((one) => accountKey(keeper, one)).filter((key) => key !== undefined);
}

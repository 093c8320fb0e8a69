import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../types/codec.js';
import { inferenceMsgs } from '../types/msgs/registry.js';
import type { Keeper } from './keeper.js';

const secp256k1PubKey = '/cosmos.crypto.secp256k1.PubKey';
const pubKeyCodec = proto(PubKey);

/** The account of the module named, for example `gov`. */
export const moduleAddress = ({ neighbours }: Keeper, module: string): string => neighbours.auth.moduleAddress(module);

/** The secp256k1 key of an account, 33 bytes; undefined while it has none. */
export const accountKey = ({ neighbours }: Keeper, address: string): Uint8Array | undefined =>
  keyOf(neighbours.auth.baseAccount(address));

/**
 * The keys that may sign for a participant's API node: his own, and those of the accounts that he lets send
 * MsgStartInference (reference, section 7.2). Undefined when there is no such account.
 */
export function operatingKeys(keeper: Keeper, address: string): readonly Uint8Array[] | undefined {
  const { auth, authz } = keeper.neighbours;
  const grantees = authz?.grantees(address, inferenceMsgs.startInference.typeUrl) ?? [];
  const own = auth.baseAccount(address);
  if (own === undefined) return undefined;
  return [keyOf(own), ...grantees.map((one) => accountKey(keeper, one))].filter((key) => key !== undefined);
}

function keyOf(account: { readonly pubKey?: Any | undefined } | undefined): Uint8Array | undefined {
  const key = account?.pubKey;
  return key?.typeUrl === secp256k1PubKey ? pubKeyCodec.decode(key.value).key : undefined;
}

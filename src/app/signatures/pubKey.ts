import { pubkeyToRawAddress } from '@cosmjs/amino';
import { LegacyAminoPubKey } from 'cosmjs-types/cosmos/crypto/multisig/keys';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { bytesToBase64, bytesToLatin1 } from '../../util/bytes.js';

/** A single public key of an account. Only secp256k1 keys may sign transactions. */
export interface SingleKey {
  readonly kind: 'secp256k1' | 'ed25519';
  readonly key: Uint8Array;
  /** The account's bytes that follow from it. */
  readonly address: Uint8Array;
}

/** A key of several members of whom `threshold` must sign: the SDK's LegacyAminoPubKey. Members may be multisigs too. */
export interface MultisigKey {
  readonly kind: 'multisig';
  readonly threshold: number;
  readonly members: readonly PublicKey[];
  readonly address: Uint8Array;
}

export type PublicKey = SingleKey | MultisigKey;

export const secp256k1Type = '/cosmos.crypto.secp256k1.PubKey';
export const ed25519Type = '/cosmos.crypto.ed25519.PubKey';
export const multisigType = '/cosmos.crypto.multisig.LegacyAminoPubKey';

const remembered = 10_000;
/** By their bytes, which few types of keys share: the last one is looked at. */
const known = new Map<string, { readonly typeUrl: string; readonly key: PublicKey }>();

/** The key in an Any, with its address; undefined for a type of key that cannot sign here. */
export function readPubKey(packed: Any): PublicKey | undefined {
  const name = bytesToLatin1(packed.value);
  const found = known.get(name);
  if (found?.typeUrl === packed.typeUrl) return found.key;
  const key = unpack(packed);
  if (key === undefined) return undefined;
  if (known.size >= remembered) known.clear();
  known.set(name, { typeUrl: packed.typeUrl, key });
  return key;
}

function unpack({ typeUrl, value }: Any): PublicKey | undefined {
  switch (typeUrl) {
    case secp256k1Type:
    case ed25519Type: {
      const { key } = proto(PubKey).decode(value); // both have the one field
      const kind = typeUrl === secp256k1Type ? 'secp256k1' : 'ed25519';
      return { kind, key, address: pubkeyToRawAddress(aminoKey({ kind, key })) };
    }
    case multisigType: {
      const { threshold, publicKeys } = proto(LegacyAminoPubKey).decode(value);
      const members = publicKeys.map(readPubKey).filter((member) => member !== undefined);
      if (members.length !== publicKeys.length) return undefined;
      const kind = 'multisig';
      return { kind, threshold, members, address: pubkeyToRawAddress(aminoKey({ kind, threshold, members })) };
    }
    default:
      return undefined;
  }
}

type Unaddressed = Omit<SingleKey, 'address'> | Omit<MultisigKey, 'address'>;

/** A key in amino's JSON form, which the addresses of multisigs are made from. */
export function aminoKey(key: Unaddressed): { readonly type: string; readonly value: never } {
  if (key.kind === 'multisig') {
    const value = { threshold: String(key.threshold), pubkeys: key.members.map(aminoKey) };
    return { type: 'tendermint/PubKeyMultisigThreshold', value: value as never };
  }
  const type = key.kind === 'secp256k1' ? 'tendermint/PubKeySecp256k1' : 'tendermint/PubKeyEd25519';
  return { type, value: bytesToBase64(key.key) as never };
}

/** How many single keys there are in a key. Cost: O(members). */
export function countKeys(key: PublicKey | undefined): number {
  if (key === undefined) return 0;
  return key.kind === 'multisig' ? key.members.reduce((sum, member) => sum + countKeys(member), 0) : 1;
}

import { BinaryReader } from 'cosmjs-types/binary';
import { BondStatus, type Description, type Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { decodeKey } from '../../store/keyCodec.js';
import { concatBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import { sha256ToLatin1 } from '../../util/sha256.js';
import type { Addresses } from '../addresses.js';

// Rules on one validator record. Tokens are whole coins, shares decimals of 18 digits.

export const ed25519TypeUrl = '/cosmos.crypto.ed25519.PubKey';

export const epochOfNothing = { seconds: 0n, nanos: 0 };

/** An ed25519 public key as the SDK packs it. */
export const packConsensusKey = (key: Uint8Array): Any => ({
  typeUrl: ed25519TypeUrl,
  value: concatBytes(Uint8Array.of(0x0a, key.length), key),
});

/** The raw key inside a packed public key; empty when there is none. */
export function consensusKeyOf({ consensusPubkey }: Pick<Validator, 'consensusPubkey'>): Uint8Array {
  if (!consensusPubkey) return new Uint8Array(0);
  const reader = new BinaryReader(consensusPubkey.value);
  return reader.pos < reader.len && reader.uint32() === 0x0a ? reader.bytes() : new Uint8Array(0);
}

/** The 20 bytes of a consensus address: the start of the key's SHA-256. */
export const consensusAddressBytes = (key: Uint8Array): string => sha256ToLatin1(key).slice(0, 20);

/** The text of a validator's consensus address. */
export const consensusAddressOf = ({ consensus }: Addresses, validator: Validator): string =>
  decodeKey(consensus, consensusAddressBytes(consensusKeyOf(validator)));

export const tokensOf = ({ tokens }: Validator): bigint => BigInt(tokens || '0');
export const sharesOf = ({ delegatorShares }: Validator): dec.LegacyDec =>
  dec.fromUnits(BigInt(delegatorShares || '0'));
export const bondedTokensOf = (validator: Validator): bigint => (isBonded(validator) ? tokensOf(validator) : 0n);

export const isBonded = ({ status }: Validator): boolean => status === BondStatus.BOND_STATUS_BONDED;
export const isUnbonding = ({ status }: Validator): boolean => status === BondStatus.BOND_STATUS_UNBONDING;
export const isUnbonded = ({ status }: Validator): boolean => status === BondStatus.BOND_STATUS_UNBONDED;

/** Tokens that shares are worth: `shares * tokens / all shares`. */
export const tokensFromShares = (validator: Validator, shares: dec.LegacyDec): dec.LegacyDec =>
  dec.quo(dec.mulInt(shares, tokensOf(validator)), sharesOf(validator));

/** The same, cut. */
export const tokensFromSharesTruncated = (validator: Validator, shares: dec.LegacyDec): dec.LegacyDec =>
  dec.quoTruncate(dec.mulInt(shares, tokensOf(validator)), sharesOf(validator));

/** Shares without tokens: nobody can tell what a new token would be worth. */
export const hasInvalidRate = (validator: Validator): boolean => tokensOf(validator) === 0n && sharesOf(validator) > 0n;

/** Shares that an amount is worth: `all shares * amount / tokens`, cut. */
export const sharesFromTokens = (validator: Validator, amount: bigint): dec.LegacyDec =>
  dec.quoInt(dec.mulInt(sharesOf(validator), amount), tokensOf(validator));

/** The same, cut. */
export const sharesFromTokensTruncated = (validator: Validator, amount: bigint): dec.LegacyDec =>
  dec.quoTruncate(dec.mulInt(sharesOf(validator), amount), dec.fromInt(tokensOf(validator)));

/** The validator with tokens added, and the shares that were issued for them: one for one when it has none yet. */
export function withTokensAdded(validator: Validator, amount: bigint): { validator: Validator; issued: dec.LegacyDec } {
  const shares = sharesOf(validator);
  const issued = shares === 0n ? dec.fromInt(amount) : sharesFromTokens(validator, amount);
  return {
    issued,
    validator: {
      ...validator,
      tokens: String(tokensOf(validator) + amount),
      delegatorShares: String(dec.add(shares, issued)),
    },
  };
}

/** The validator without some of its shares, and the tokens that they were worth; the last shares take all tokens. */
export function withSharesRemoved(
  validator: Validator,
  shares: dec.LegacyDec,
): { validator: Validator; tokens: bigint } {
  const left = dec.sub(sharesOf(validator), shares);
  const tokens = left === 0n ? tokensOf(validator) : dec.truncateInt(tokensFromShares(validator, shares));
  const rest = String(tokensOf(validator) - tokens);
  return { tokens, validator: { ...validator, tokens: rest, delegatorShares: String(left) } };
}

/** A record without tokens or shares. Commission rates are in units of 1e-18; `time` is protobuf's. */
export function newValidator(options: {
  readonly operatorAddress: string;
  readonly consensusKey: Any;
  readonly description: Description;
  readonly rates: { readonly rate: string; readonly maxRate: string; readonly maxChangeRate: string };
  readonly minSelfDelegation: string;
  readonly time: { seconds: bigint; nanos: number };
}): Validator {
  return {
    operatorAddress: options.operatorAddress,
    consensusPubkey: options.consensusKey,
    jailed: false,
    status: BondStatus.BOND_STATUS_UNBONDED,
    tokens: '0',
    delegatorShares: '0',
    description: options.description,
    unbondingHeight: 0n,
    unbondingTime: epochOfNothing,
    commission: { commissionRates: { ...options.rates }, updateTime: options.time },
    minSelfDelegation: options.minSelfDelegation,
    unbondingOnHoldRefCount: 0n,
    unbondingIds: [],
  };
}

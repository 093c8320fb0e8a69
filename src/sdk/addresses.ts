import { addressKey } from '../store/addressKey.js';
import { decodeKey, type KeyCodec, lengthPrefixed } from '../store/keyCodec.js';
import { addressComplaint } from '../types/address.js';
import { plainError, sdkErrors } from '../types/errors.js';
import { readBech32 } from '../util/bech32.js';
import { utf8ToBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import { sha256ToLatin1 } from '../util/sha256.js';

/** The addresses of a chain: one bech32 prefix from genesis, and what follows from it. */
export interface Addresses {
  readonly prefix: string;
  /** Accounts, `gonka1…`. */
  readonly account: KeyCodec<string>;
  /** The same behind a length byte also when it stands last, as several indexes of the SDK want it. */
  readonly accountPart: KeyCodec<string>;
  /** Validator operators, `gonkavaloper1…`. */
  readonly operator: KeyCodec<string>;
  /** Consensus keys' addresses, `gonkavalcons1…`. */
  readonly consensus: KeyCodec<string>;
  /** The account of a module: the first 20 bytes of its name's SHA-256. */
  module(name: string): string;
  /** The operator address with the account's bytes, and back. */
  operatorOf(account: string): string;
  accountOf(operator: string): string;
}

const known = new Map<string, Addresses>();

/** The addresses of a bech32 prefix, the same object at every call. */
export function addressesOf(prefix: string): Addresses {
  const found = known.get(prefix);
  if (found) return found;
  const made = makeAddresses(prefix);
  known.set(prefix, made);
  return made;
}

function makeAddresses(prefix: string): Addresses {
  const account = addressKey(prefix, 'sdk.AccAddress');
  const operator = addressKey(`${prefix}valoper`, 'sdk.ValAddress');
  const modules = new Map<string, string>();
  return {
    prefix,
    account,
    accountPart: lengthPrefixed(account),
    operator,
    consensus: addressKey(`${prefix}valcons`, 'sdk.ConsAddress'),
    module(name) {
      const seen = modules.get(name);
      if (seen !== undefined) return seen;
      const address = decodeKey(account, sha256ToLatin1(utf8ToBytes(name)).slice(0, 20));
      modules.set(name, address);
      return address;
    },
    operatorOf: (text) => decodeKey(operator, account.encode(text)),
    accountOf: (text) => decodeKey(account, operator.encode(text)),
  };
}

// Bech32 may be written in upper case; the SDK keeps bytes and prints them in lower case.

/** An account address as the SDK prints it; what is none is refused: sdk 7, `what: why`. */
export function requireAccount(addresses: Addresses, address: string, what: string): string {
  requireBech32(address, addresses.prefix, what);
  return address.toLowerCase();
}

/** A validator operator's address as the SDK prints it; what is none is refused: sdk 7, `what: why`. */
export function requireOperator(addresses: Addresses, address: string, what: string): string {
  requireBech32(address, `${addresses.prefix}valoper`, what);
  return address.toLowerCase();
}

function requireBech32(address: string, prefix: string, what: string): void {
  const fault = bech32Fault(address, prefix);
  if (fault !== undefined) throw new CodedError(sdkErrors.invalidAddress, `${what}: ${fault.message}`);
}

/** Why a text is no account address, as the SDK's codec returns it; undefined when it is one. */
export const accountFault = ({ prefix }: Addresses, address: string): CodedError | undefined =>
  bech32Fault(address, prefix);

function bech32Fault(address: string, prefix: string): CodedError | undefined {
  const complaint = addressComplaint(address, prefix);
  if (complaint === undefined) return undefined;
  const read = readBech32(address);
  if (!read.ok || read.prefix === prefix) return plainError(complaint);
  const detail = `hrp does not match bech32 prefix: expected '${prefix}' got '${read.prefix}'`;
  return new CodedError(sdkErrors.logic, detail);
}

/** An account address in a query; what is none is refused in the codec's own words, unless the query has others for it. */
export function askedAccount(addresses: Addresses, address: string, refuse?: (text: string) => CodedError): string {
  const fault = accountFault(addresses, address);
  if (fault === undefined) return address.toLowerCase();
  throw refuse === undefined ? fault : refuse(fault.message);
}

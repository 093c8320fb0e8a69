import { readBech32 } from '../util/bech32.js';
import { CodedError } from '../util/errors.js';
import { sdkErrors } from './errors.js';

const longestAddress = 255;

// The same few addresses sign message after message: a look-up costs a hundredth of bech32's arithmetic.
const rememberedAddresses = 100_000;
/** Good texts with their prefix: each has one. */
const good = new Map<string, string>();

/** Why a text is no account address under a prefix, in the chain's words; undefined when it is one. Either case passes. */
export function addressComplaint(text: string, prefix: string): string | undefined {
  if (good.get(text) === prefix) return undefined;
  const complaint = complaintOf(text, prefix);
  if (complaint !== undefined) return complaint;
  if (good.size >= rememberedAddresses) good.clear();
  good.set(text, prefix);
  return undefined;
}

function complaintOf(text: string, prefix: string): string | undefined {
  if (text.trim() === '') return 'empty address string is not allowed';
  const read = readBech32(text);
  if (!read.ok) return `decoding bech32 failed: ${read.complaint}`;
  if (read.prefix !== prefix) return `invalid Bech32 prefix; expected ${prefix}, got ${read.prefix}`;
  const { length } = read.data;
  if (length === 0) return 'addresses cannot be empty: unknown address';
  if (length > longestAddress) return `address max length is ${longestAddress}, got ${length}: unknown address`;
  return undefined;
}

/** Refuses a message field that is no account address: sdk 7, "invalid <what> (<complaint>): invalid address". */
export function requireAddress(text: string, prefix: string, what: string): void {
  const complaint = addressComplaint(text, prefix);
  if (complaint !== undefined) throw new CodedError(sdkErrors.invalidAddress, `invalid ${what} (${complaint})`);
}

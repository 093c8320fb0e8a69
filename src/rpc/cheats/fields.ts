import { z } from 'zod';
import type { GonkaApp } from '../../node/openChain.js';
import { parseTime } from '../../sdk/time.js';
import type { StoreVersion } from '../../store/storeVersion.js';
import { addressComplaint } from '../../types/address.js';
import { stageNames } from '../../types/stages.js';
import { hexToBytes } from '../../util/bytes.js';
import { rpcError } from '../comet/errors.js';

// How fields of cheats are read. Whole numbers come as JSON numbers or as texts, as CometBFT writes 64-bit ones.

/** A field that is well-formed and yet cannot be: it says what to give instead. */
export const badField = (field: string, remedy: string) => rpcError('invalidParams', `${field}: ${remedy}`);

/** A whole number within bounds. */
export function whole(least: bigint, most: bigint, example: bigint) {
  const wanted = `a whole number is wanted, for example ${example}`;
  return z
    .union([z.int(), z.string().regex(/^-?\d{1,80}$/, wanted)], wanted)
    .transform(BigInt)
    .refine((value) => value >= least && value <= most, `from ${least} to ${most}, for example ${example}`);
}

/** Block heights. */
export const height = whole(1n, 2n ** 63n - 1n, 100n);

/** How many blocks one call makes at most. */
const mostBlocks = 1_000_000n;
export const blocks = whole(1n, mostBlocks, 5n);

const second = 1_000_000_000n;

const wantedSeconds = 'seconds from 0 on are wanted, for example 3600 or "0.5"';

/** Seconds, with or without a fraction, as nanoseconds. */
export const seconds = z
  .union([z.number(), z.string()], wantedSeconds)
  .transform(String)
  .refine((text) => /^\d{1,12}(\.\d{1,9})?$/.test(text), wantedSeconds)
  .transform((text) => {
    const [wholes = '0', fraction = ''] = text.split('.');
    return BigInt(wholes) * second + BigInt(fraction.padEnd(9, '0'));
  });

/** RFC 3339, or seconds since the Unix epoch; as nanoseconds since then. */
export const time = z
  .union([z.string(), z.number()], 'a time is wanted, for example "2026-12-01T00:00:00Z"')
  .transform((given, ctx) => {
    try {
      return typeof given === 'number' || /^\d+$/.test(given) ? BigInt(given) * second : parseTime(given);
    } catch {
      ctx.addIssue('a time is wanted, for example "2026-12-01T00:00:00Z" or seconds since 1970');
      return z.NEVER;
    }
  });

export const stage = z.enum(stageNames, `one of ${stageNames.join(', ')} is wanted`);

/** Bytes as hex in either case, with or without 0x. */
export const hex = z
  .string('hex is wanted, for example "0a1b"')
  .regex(/^(0x)?([0-9a-fA-F]{2})*$/, 'hex is wanted, two digits a byte, for example "0a1b"')
  .transform((text) => hexToBytes(text.replace(/^0x/, '').toLowerCase()));

/** SHA-256 of a transaction. */
export const txHash = hex.refine(({ length }) => length === 32, '64 hex digits of a transaction hash are wanted');

export const text = z.string('a text is wanted').min(1, 'a text is wanted');

/** An address of the chain, whose prefix is known only there. */
export const address = text.describe('account address');

export function requireAddress(field: string, given: string, prefix: string): void {
  const complaint = addressComplaint(given, prefix);
  if (complaint !== undefined) throw badField(field, `${complaint}; an address such as ${prefix}1… is wanted`);
}

/** The state of a height that is kept. */
export function requireHeight(app: GonkaApp, field: string, height: bigint): StoreVersion {
  const { lastHeight } = app.info;
  if (height > lastHeight) throw badField(field, `the chain is at height ${lastHeight}; one up to there is wanted`);
  try {
    return app.storesAt(height);
  } catch {
    throw badField(field, `the state of height ${height} is not kept any more; a later one is wanted`);
  }
}

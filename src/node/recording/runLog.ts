import { z } from 'zod';
import type { OnStageFailure } from '../../module/epochConduct.js';
import { formatTime, parseTime } from '../../sdk/time.js';
import { base64ToBytes, bytesToBase64, bytesToHex, hexToBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';

// A run in one file: JSON Lines, first the genesis and what else decided its rules, then each block with the hashes that it
// left. Whoever has the file can make every block again (docs/cli.md).

export const recordingSchema = 'gonka-sim/recording/1';

/** What a recorded chain began with. */
export interface RunHead {
  readonly profile: string;
  readonly onStageFailure?: OnStageFailure | undefined;
  /** Whether transactions were checked as a node checks them, or entered without signatures. */
  readonly checks: 'none' | 'node';
  /** The genesis document. */
  readonly genesis: Readonly<Record<string, unknown>>;
}

/** A block that was run, and the hashes of the state that it left. */
export interface LoggedBlock {
  readonly height: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  /** Consensus address; empty where no consensus engine drove the chain. */
  readonly proposer: Uint8Array;
  readonly txs: readonly Uint8Array[];
  readonly appHash: Uint8Array;
  /** Roots that changed with it, by store. */
  readonly roots: ReadonlyMap<string, Uint8Array>;
}

const upperHex = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase();

export function headLine({ profile, onStageFailure, checks, genesis }: RunHead): string {
  const rules = { profile, ...(onStageFailure && { onStageFailure }), checks };
  return JSON.stringify({ schema: recordingSchema, type: 'genesis', ...rules, genesis });
}

export function blockLine({ height, time, proposer, txs, appHash, roots }: LoggedBlock): string {
  return JSON.stringify({
    schema: recordingSchema,
    type: 'block',
    height: Number(height),
    time: formatTime(time),
    proposer: upperHex(proposer),
    txs: txs.map(bytesToBase64),
    appHash: upperHex(appHash),
    roots: Object.fromEntries([...roots].map(([store, root]) => [store, upperHex(root)])),
  });
}

const hex = z.string().regex(/^([0-9A-F]{2})*$/, 'upper-case hex is wanted');
const bytes = hex.transform((text) => hexToBytes(text.toLowerCase()));
const base64 = z.base64().transform((text) => base64ToBytes(text));

const headShape = z.strictObject({
  schema: z.literal(recordingSchema),
  type: z.literal('genesis'),
  profile: z.string(),
  onStageFailure: z.enum(['halt', 'goOn']).optional(),
  checks: z.enum(['none', 'node']),
  genesis: z.record(z.string(), z.unknown()),
});

const blockShape = z.strictObject({
  schema: z.literal(recordingSchema),
  type: z.literal('block'),
  height: z.int().min(1).transform(BigInt),
  time: z.iso.datetime().transform(parseTime),
  proposer: bytes,
  txs: z.array(base64),
  appHash: bytes,
  roots: z.record(z.string(), bytes).transform((roots) => new Map(Object.entries(roots))),
});

/** Reads the first line; `where` names file and line in complaints. */
export const readHead = (line: string, where: string): RunHead => read(headShape, line, where);

/** Reads a line after the first. */
export const readBlock = (line: string, where: string): LoggedBlock => read(blockShape, line, where);

function read<T>(shape: z.ZodType<T>, line: string, where: string): T {
  const result = shape.safeParse(parseJson(line, where));
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
  const field = path.length === 0 ? '' : `${path.join('.')}: `;
  throw new CodedError(simErrors.usage, `${where}: not a recording: ${field}${message}`);
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new CodedError(simErrors.usage, `${where}: not a recording: ${(cause as Error).message}`, { cause });
  }
}

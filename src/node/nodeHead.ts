import type { BackendOp } from '../store/backend.js';
import { bytesToUtf8, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { ClockState } from './blockClock.js';
import type { Records } from './blockStore.js';

/** What a node keeps of itself besides its blocks. */
export interface NodeHead {
  /** The first block that is kept. */
  readonly earliest: bigint;
  readonly clock: ClockState;
}

const headKey = 'node/head';

export function encodeHead({ earliest, clock: { offset, skip, chosen } }: NodeHead): string {
  return [earliest, offset, skip, chosen ?? '-'].map(String).join(' ');
}

export const keepHead = (head: string): BackendOp => ({ type: 'put', key: headKey, value: utf8ToBytes(head) });

/** Undefined where no node ever ran. */
export function readHead(records: Records): NodeHead | undefined {
  const bytes = records.record(headKey);
  if (bytes === undefined) return undefined;
  try {
    const [earliest, offset, skip, chosen] = bytesToUtf8(bytes).split(' ');
    const clock = {
      offset: BigInt(offset!),
      skip: BigInt(skip!),
      chosen: chosen === '-' ? undefined : BigInt(chosen!),
    };
    return { earliest: BigInt(earliest!), clock };
  } catch (cause) {
    throw new CodedError(simErrors.storeCorrupt, 'the record of the node is not readable', { cause });
  }
}

import type { Codec } from '../store/value.js';
import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';

/** Genesis of the modules that this chain does not have, by name, exactly as it was given. */
export type ForeignModules = Readonly<Record<string, unknown>>;

/** What is durable about a chain as a whole and in no store: written once, with its first commit; not hashed. */
export interface ChainMeta {
  readonly chainId: string;
  readonly initialHeight: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly genesisTime: bigint;
  /** SHA-256 of the genesis file, upper-case hex; empty when there was no file. */
  readonly genesisHash: string;
  /** Name of the set of rules that the chain runs. */
  readonly profile: string;
  /** CometBFT's consensus parameters as genesis has them. */
  readonly consensusParams: unknown;
  readonly foreignModules: ForeignModules;
}

/** What is durable about one commit and in no store. */
export interface BlockMeta {
  readonly height: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly proposer: Uint8Array;
  readonly previousAppHash: Uint8Array;
  /** Transactions since the first block. */
  readonly txs: { readonly ok: bigint; readonly failed: bigint };
}

export const noTxs: BlockMeta['txs'] = { ok: 0n, failed: 0n };

/** All transactions up to a block, that follows `last`. */
export function countTxs(last: BlockMeta | undefined, results: readonly { readonly code: number }[]): BlockMeta['txs'] {
  const { ok, failed } = last?.txs ?? noTxs;
  const good = BigInt(results.filter(({ code }) => code === 0).length);
  return { ok: ok + good, failed: failed + BigInt(results.length) - good };
}

export function encodeChainMeta(meta: ChainMeta): Uint8Array {
  const { initialHeight, genesisTime, ...rest } = meta;
  return utf8ToBytes(
    JSON.stringify({ ...rest, initialHeight: String(initialHeight), genesisTime: String(genesisTime) }),
  );
}

export function decodeChainMeta(bytes: Uint8Array): ChainMeta {
  return readable('chain', () => {
    const json = JSON.parse(bytesToUtf8(bytes)) as Texts<ChainMeta, 'initialHeight' | 'genesisTime'>;
    return { ...json, initialHeight: BigInt(json.initialHeight), genesisTime: BigInt(json.genesisTime) };
  });
}

/** Small and written with every block, so it is a line of texts. */
function encodeBlockMeta({ height, time, proposer, previousAppHash, txs }: BlockMeta): Uint8Array {
  const hashes = `${bytesToHex(proposer)} ${bytesToHex(previousAppHash)}`;
  return utf8ToBytes(`${height} ${time} ${hashes} ${txs.ok} ${txs.failed}`);
}

function decodeBlockMeta(bytes: Uint8Array): BlockMeta {
  return readable('block', () => {
    const [height, time, proposer, previousAppHash, ok, failed] = bytesToUtf8(bytes).split(' ');
    return {
      height: BigInt(height!),
      time: BigInt(time!),
      proposer: hexToBytes(proposer!),
      previousAppHash: hexToBytes(previousAppHash!),
      txs: { ok: BigInt(ok!), failed: BigInt(failed!) },
    };
  });
}

export const blockMeta: Codec<BlockMeta> = { encode: encodeBlockMeta, decode: decodeBlockMeta };

type Texts<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, string>>;

function readable<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CodedError(simErrors.storeCorrupt, `the record of the ${what} is not readable`, { cause });
  }
}

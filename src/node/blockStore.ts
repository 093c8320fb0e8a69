import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { Commit } from 'cosmjs-types/tendermint/types/types';
import {
  type Validator as ValidatorMessage,
  ValidatorSet as ValidatorSetMessage,
} from 'cosmjs-types/tendermint/types/validator';
import type { BackendOp } from '../store/backend.js';
import { proto } from '../types/codec.js';
import { txHash } from '../types/comet/txs.js';
import type { Validator } from '../types/comet/validator.js';
import { encodeValidatorSet, nextValidatorSet, type ValidatorSet } from '../types/comet/validatorSet.js';
import { bytesToHex, bytesToUtf8, emptyBytes, equalBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { type BlockRecord, decodeRecord, encodeRecord } from './blockCodec.js';
import {
  type BlockCommit,
  type BlockResults,
  type ByHand,
  type IndexedTx,
  nothingByHand,
  type StoredBlock,
} from './blockRecord.js';
import type { ChainTip } from './chainTip.js';

/** Where records are read from; they are written in the batch of the block's commit. */
export interface Records {
  record(key: string): Uint8Array | undefined;
}

const heightKey = (kind: string, height: bigint): string => `node/${kind}/${height.toString(16).padStart(16, '0')}`;
const blockKey = (height: bigint): string => heightKey('block', height);
const setKey = (height: bigint): string => heightKey('validators', height);
const hashKey = (hash: Uint8Array): string => `node/hash/${bytesToHex(hash)}`;
const txKey = (hash: Uint8Array): string => `node/tx/${bytesToHex(hash)}`;

/** How much stays decoded: clients ask for the last blocks. A transaction's events are some kilobytes. */
const decodedBlocks = 64;
const decodedTxs = 4000;
/** A set is kept whole at least this often; between, it follows from the one before. */
const setInterval = 256n;

/**
 * The chain of blocks from the earliest kept one to the last, with what they came to. Everything is undefined for a height
 * that it does not hold.
 *
 * A record is one value, written with the application's own commit. What lies above the last height, after a way back, is
 * as if it were not there; it is written over as the chain goes on.
 */
export class BlockStore {
  readonly #records: Records;
  readonly #decoded = new Map<bigint, BlockRecord>();
  #earliest: bigint;
  #height: bigint;
  /** Gives the signatures over the last block, which no other block has in it yet. */
  #tipCommit: (() => Commit) | undefined;

  /** `height` is the application's; both are 0 before the first block. */
  constructor(records: Records, earliest: bigint, height: bigint) {
    this.#records = records;
    this.#earliest = earliest;
    this.#height = height;
  }

  /** 0 before the first block. */
  get earliest(): bigint {
    return this.#earliest;
  }

  get height(): bigint {
    return this.#height;
  }

  byHeight(height: bigint): StoredBlock | undefined {
    return this.#at(height)?.stored;
  }

  byHash(hash: Uint8Array): StoredBlock | undefined {
    const found = this.#records.record(hashKey(hash));
    const stored = found && this.byHeight(BigInt(bytesToUtf8(found)));
    return stored !== undefined && equalBytes(stored.blockId.hash, hash) ? stored : undefined;
  }

  /** Ascending, both ends included; heights that are not there are left out. */
  range(from: bigint, to: bigint): readonly StoredBlock[] {
    const blocks: StoredBlock[] = [];
    const first = from > this.#earliest ? from : this.#earliest;
    for (let height = first; height <= to && height <= this.#height; height++) {
      const stored = this.byHeight(height);
      if (stored !== undefined) blocks.push(stored);
    }
    return blocks;
  }

  results(height: bigint): BlockResults | undefined {
    return this.#at(height)?.results;
  }

  commit(height: bigint): BlockCommit | undefined {
    if (height === this.#height) return this.#tipCommit && { commit: this.#tipCommit(), canonical: false };
    const commit = this.#at(height) && this.byHeight(height + 1n)?.block.lastCommit;
    return commit && { commit, canonical: true };
  }

  /** Known up to two heights ahead of the last block. Cost: O(members) for each block since it last changed, at most 256. */
  validators(height: bigint): ValidatorSet | undefined {
    if (height < this.#earliest || height > this.#height + 2n || this.#height === 0n) return undefined;
    const firstWhole = this.#earliest + 1n;
    const setAt = this.#at(height - 2n)?.setAt ?? height;
    const from = setAt > firstWhole || height <= firstWhole ? setAt : firstWhole;
    let set = this.#wholeSet(from);
    for (let at = from; at < height; at++) set = nextValidatorSet(set, []);
    return set;
  }

  /** Known up to one height ahead of the last block. */
  consensusParams(height: bigint): ConsensusParams | undefined {
    if (height < this.#earliest || height > this.#height + 1n) return undefined;
    return (this.#at(height - 1n) ?? this.#at(this.#earliest))?.results.consensusParamUpdates;
  }

  /** What somebody did to a kept block by hand. */
  byHand(height: bigint): ByHand | undefined {
    return this.#at(height)?.byHand;
  }

  /** In which a kept block was agreed on. */
  roundOf(height: bigint): number | undefined {
    return this.#at(height)?.round;
  }

  /** A transaction by its hash; of several with the same bytes the last one. */
  tx(hash: Uint8Array): IndexedTx | undefined {
    const found = this.#records.record(txKey(hash));
    if (found === undefined) return undefined;
    const [height, index] = bytesToUtf8(found).split(' ');
    const tx = this.txAt(BigInt(height!), Number(index));
    return tx !== undefined && equalBytes(tx.hash, hash) ? tx : undefined;
  }

  txAt(height: bigint, index: number): IndexedTx | undefined {
    const record = this.#at(height);
    const tx = record?.stored.block.data.txs[index];
    const result = record?.results.txResults[index];
    return tx && result && { height, index, hash: txHash(tx), tx, result };
  }

  /** What keeps the sets of the first two heights, which no block could change. */
  keepFirstSets({ initialHeight, validators, nextValidators }: ChainTip): BackendOp[] {
    return keepSets(initialHeight, validators.set, nextValidators.set);
  }

  /** What keeps a block, with the tip that it leaves; `added` makes it known when that is written. */
  keep(
    record: NewRecord,
    tip: ChainTip,
    blockBytes?: Uint8Array,
  ): { readonly record: BlockRecord; readonly ops: BackendOp[] } {
    const { stored, results } = record;
    const { height } = stored.block.header;
    const before = this.#at(height - 1n)?.setAt ?? tip.initialHeight + 1n;
    const isDue = results.validatorUpdates.length > 0 || height + 2n - before >= setInterval;
    const setAt = isDue ? height + 2n : before;
    const whole: BlockRecord = { byHand: nothingByHand, ...record, setAt };
    const ops = recordOps(whole, blockBytes);
    if (isDue) ops.push(put(setKey(setAt), encodeValidatorSet(tip.nextValidators.set)));
    return { record: whole, ops };
  }

  /** A block is committed: it is the last one now. */
  added(record: BlockRecord): void {
    this.#height = record.stored.block.header.height;
    if (this.#earliest === 0n) this.#earliest = this.#height;
    this.#remember(record);
  }

  /** Goes back to a height that is kept; answers with what forgets the blocks above it. */
  returnTo(height: bigint): BackendOp[] {
    const ops = this.#forget(height + 1n, this.#height, 2n);
    this.#height = height;
    return ops;
  }

  /** Takes another chain's last block in place of all blocks; answers with what keeps it and forgets the others. */
  adopt({ record, sets }: KeptTip): BackendOp[] {
    const ops = this.#height === 0n ? [] : this.#forget(this.#earliest, this.#height, 0n);
    for (const ahead of [1n, 2n]) ops.push(del(setKey(this.#height + ahead)));
    const { height } = record.stored.block.header;
    this.#decoded.clear();
    this.#earliest = height;
    this.#height = height;
    const whole = sets.map((set, ahead) => put(setKey(height + BigInt(ahead)), encodeValidatorSet(set)));
    return [...ops, ...recordOps(record), ...whole];
  }

  /** The last block with the sets that the next one needs. */
  get kept(): KeptTip {
    const sets = [0n, 1n, 2n].map((ahead) => this.validators(this.#height + ahead)!);
    return { record: this.#at(this.#height)!, sets };
  }

  /** Whom to ask for the signatures over the last block. */
  askForTip(commit: () => Commit): void {
    this.#tipCommit = commit;
  }

  /** What forgets all blocks below a height that is kept. The sets of that height and the next are then kept whole. */
  forgetBelow(height: bigint): BackendOp[] {
    const sets = keepSets(height, this.validators(height)!, this.validators(height + 1n)!);
    const ops = this.#forget(this.#earliest, height - 1n, 0n);
    this.#earliest = height;
    return [...ops, ...sets];
  }

  /** With each block goes a validator set: its own, or that of two heights ahead, which it may have made. */
  #forget(from: bigint, to: bigint, ahead: 0n | 2n): BackendOp[] {
    const ops: BackendOp[] = [];
    for (let height = from; height <= to; height++) {
      const { block, blockId } = this.byHeight(height)!;
      ops.push(del(blockKey(height)), del(hashKey(blockId.hash)), del(setKey(height + ahead)));
      for (const tx of block.data.txs) ops.push(del(txKey(txHash(tx))));
      this.#decoded.delete(height);
    }
    return ops;
  }

  #at(height: bigint): BlockRecord | undefined {
    if (height < this.#earliest || height > this.#height || height <= 0n) return undefined;
    const known = this.#decoded.get(height);
    if (known !== undefined) return known;
    const bytes = this.#records.record(blockKey(height));
    if (bytes === undefined) throw new CodedError(simErrors.storeCorrupt, `block ${height} is missing`);
    const record = decodeRecord(bytes);
    this.#remember(record);
    return record;
  }

  #wholeSet(height: bigint): ValidatorSet {
    const bytes = this.#records.record(setKey(height));
    if (bytes === undefined) throw new CodedError(simErrors.storeCorrupt, `the validators of ${height} are missing`);
    // LevelDB answers with a Buffer, which must not get into what clients see.
    return decodeValidatorSet(new Uint8Array(bytes));
  }

  #remember(record: BlockRecord): void {
    this.#decoded.set(record.stored.block.header.height, record);
    let txs = 0;
    for (const { results } of this.#decoded.values()) txs += results.txResults.length;
    for (const [height, { results }] of this.#decoded) {
      if (this.#decoded.size === 1 || (this.#decoded.size <= decodedBlocks && txs <= decodedTxs)) return;
      this.#decoded.delete(height);
      txs -= results.txResults.length;
    }
  }
}

/** The last block, and whole the validator sets of its height and the two after it. */
export interface KeptTip {
  readonly record: BlockRecord;
  readonly sets: readonly ValidatorSet[];
}

/** A block that is to be kept. */
type NewRecord = Omit<BlockRecord, 'setAt' | 'byHand'> & Partial<Pick<BlockRecord, 'byHand'>>;

const put = (key: string, value: Uint8Array): BackendOp => ({ type: 'put', key, value });
const del = (key: string): BackendOp => ({ type: 'del', key });
const text = (value: string | bigint): Uint8Array => utf8ToBytes(String(value));

function recordOps(record: BlockRecord, blockBytes?: Uint8Array): BackendOp[] {
  const { block, blockId } = record.stored;
  const { height } = block.header;
  const txs = block.data.txs.map((tx, index) => put(txKey(txHash(tx)), text(`${height} ${index}`)));
  return [put(blockKey(height), encodeRecord(record, blockBytes)), put(hashKey(blockId.hash), text(height)), ...txs];
}

const keepSets = (height: bigint, set: ValidatorSet, next: ValidatorSet): BackendOp[] => [
  put(setKey(height), encodeValidatorSet(set)),
  put(setKey(height + 1n), encodeValidatorSet(next)),
];

export function decodeValidatorSet(bytes: Uint8Array): ValidatorSet {
  const { validators, proposer } = proto(ValidatorSetMessage).decode(bytes);
  return { validators: validators.map(fromMessage), proposer: proposer && fromMessage(proposer) };
}

const fromMessage = ({ address, pubKey, votingPower, proposerPriority }: ValidatorMessage): Validator => ({
  address,
  pubKey: pubKey?.ed25519 ?? emptyBytes,
  power: votingPower,
  priority: proposerPriority,
});

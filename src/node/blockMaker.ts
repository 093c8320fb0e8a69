import type { Commit } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import type { FinalizeBlockResponse } from '../app/abci.js';
import type { GonkaApp } from '../app/gonkaApp.js';
import type { BackendOp } from '../store/backend.js';
import type { StoreVersion } from '../store/storeVersion.js';
import { emptyCommit } from '../types/comet/commit.js';
import { commitVotes } from '../types/comet/commitVotes.js';
import { minOf } from '../util/int.js';
import type { BlockClock, ClockState } from './blockClock.js';
import type { MadeBlock, Votes } from './blockEvents.js';
import { type BlockResults, type ByHand, nothingByHand } from './blockRecord.js';
import type { BlockStore, KeptTip } from './blockStore.js';
import { type ChainTip, nextTip } from './chainTip.js';
import { makeEncodedBlock } from './makeBlock.js';
import { type Agreement, makeCommit, turnOf } from './makeCommit.js';
import { encodeHead, keepHead } from './nodeHead.js';
import type { Signers } from './signers.js';
import { tipAt } from './tipAt.js';
import type { TxIndex } from './txIndex.js';

export interface BlockMakerParts {
  readonly app: GonkaApp;
  readonly chainId: string;
  readonly tip: ChainTip;
  readonly blocks: BlockStore;
  readonly txs: TxIndex;
  readonly clock: BlockClock;
  readonly signers: Signers;
  /** How many blocks are kept; all when left out. */
  readonly keepBlocks: bigint | undefined;
}

/** A chain as it stands, without its past: what a node of the same genesis can go on from. */
export interface ChainImage extends KeptTip {
  readonly state: StoreVersion;
  readonly clock: ClockState;
}

/** Blocks beyond those to keep are dropped so many at a time. */
const forgetInterval = 100n;

/**
 * Makes one block after another, as a validator of CometBFT makes them, and has each of them kept in one batch with the
 * state that it leaves: whenever the process dies, blocks, index and state are those of one height.
 */
export class BlockMaker {
  readonly #parts: BlockMakerParts;
  #tip: ChainTip;
  /** The votes for the last block, made when somebody asks for them; another block may bring younger ones. */
  #votes: Votes | undefined;
  /** What is to be forgotten with the next block, after a way back. */
  #abandoned: BackendOp[] = [];
  #head: string | undefined;

  constructor(parts: BlockMakerParts) {
    this.#parts = parts;
    this.#tip = parts.tip;
    parts.blocks.askForTip(() => this.votes.commit);
  }

  /** What the next block is made from. */
  get tip(): ChainTip {
    return this.#tip;
  }

  /** The votes for the last block. */
  get votes(): Votes {
    const { clock, signers } = this.#parts;
    if (this.#votes === undefined) {
      const agreement = this.#agreement(clock.after(this.#tip.time));
      this.#votes = { agreement, commit: makeCommit(agreement, signers) };
    }
    return this.#votes;
  }

  /** Makes, runs and commits the next block. Nothing has happened when it throws. */
  make(txs: readonly Uint8Array[], byHand: ByHand = nothingByHand): MadeBlock {
    const { app, chainId, blocks, clock, signers } = this.#parts;
    const tip = this.#tip;
    const isFirst = tip.height < tip.initialHeight;
    // The first block has the time of genesis; any other one that of the votes for the block before it.
    const time = isFirst ? tip.time : clock.after(tip.time);
    const lastCommit = isFirst ? emptyCommit : makeCommit(this.#agreement(time), signers);
    const turn = turnOf(tip.validators.set, signers);
    const { proposer, round } = turn;
    const { stored, bytes } = makeEncodedBlock(chainId, tip, { time, proposer, txs, lastCommit });
    const { height } = stored.block.header;
    const nextValidatorsHash = tip.nextValidators.hash;
    const lastVotes = commitVotes(tip.lastValidators, (place) => hasSigned(lastCommit, place));
    const { interventions } = byHand;
    const response = app.finalizeBlock({ height, time, proposer, nextValidatorsHash, lastVotes, txs, interventions });
    const results = resultsOf(height, response, tip);
    const next = nextTip(tip, stored, round, results);
    const { record, ops } = blocks.keep({ stored, results, round, byHand }, next, bytes);
    if (isFirst) ops.push(...blocks.keepFirstSets(tip));
    app.commit([...this.#abandoned, ...ops, ...this.#housekeeping(height)]);
    this.#abandoned = [];
    clock.passed();
    blocks.added(record);
    this.#standAt(next);
    return { record, turn };
  }

  /** Goes back to a kept height, where the application stands already. */
  returnTo(height: bigint): void {
    const { blocks, txs } = this.#parts;
    this.#abandoned.push(...blocks.returnTo(height));
    txs.cut();
    this.#standAt(tipAt(blocks, this.#tip.initialHeight));
  }

  /** Takes another state and its last block in place of the whole chain, in one batch. */
  adopt({ state, clock, ...kept }: ChainImage): void {
    const { app, blocks, txs, clock: own } = this.#parts;
    const ops = [...this.#abandoned, ...blocks.adopt(kept)];
    this.#abandoned = [];
    own.restore(clock);
    txs.restart();
    this.#head = encodeHead({ earliest: state.version, clock });
    app.adopt(state, [...ops, keepHead(this.#head)]);
    this.#standAt(tipAt(blocks, this.#tip.initialHeight));
  }

  /** The chain as it stands, without its past. */
  get image(): ChainImage {
    const { app, blocks, clock } = this.#parts;
    return { state: app.storesAt(this.#tip.height), clock: clock.state, ...blocks.kept };
  }

  #standAt(tip: ChainTip): void {
    this.#tip = tip;
    this.#votes = undefined;
  }

  #agreement(time: bigint): Agreement {
    const { height, round, blockId, lastValidators } = this.#tip;
    return { chainId: this.#parts.chainId, height, round, blockId, time, validators: lastValidators };
  }

  /** What is kept besides a block: the index, what says where things are, and less of what is old. */
  #housekeeping(height: bigint): BackendOp[] {
    const { txs, blocks, clock } = this.#parts;
    const ops = [...txs.keep(), ...this.#forget(height)];
    const head = encodeHead({ earliest: blocks.earliest || height, clock: clock.state });
    if (head !== this.#head) ops.push(keepHead(head));
    this.#head = head;
    return ops;
  }

  #forget(height: bigint): BackendOp[] {
    const { app, blocks, txs, keepBlocks } = this.#parts;
    if (keepBlocks === undefined || height % forgetInterval !== 0n) return [];
    const first = [...app.held].reduce(minOf, height - keepBlocks);
    return first <= blocks.earliest ? [] : [...blocks.forgetBelow(first), ...txs.forgetBelow(first)];
  }
}

const resultsOf = (
  height: bigint,
  { consensusParamUpdates, ...outcome }: FinalizeBlockResponse,
  { params }: ChainTip,
): BlockResults => ({ height, ...outcome, consensusParamUpdates: consensusParamUpdates ?? params });

const hasSigned = ({ signatures }: Commit, place: number): boolean =>
  signatures[place]?.blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_ABSENT;

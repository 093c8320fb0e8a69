import type { Intervention, QueryRequest, QueryResponse } from '../app/abci.js';
import type { GonkaApp } from '../app/gonkaApp.js';
import type { TxResult } from '../app/txResult.js';
import type { ChainProfile } from '../module/chainProfile.js';
import { totalPower } from '../types/comet/validatorSet.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { BlockClock } from './blockClock.js';
import { blockEvents, type MadeBlock } from './blockEvents.js';
import type { BlockMaker, ChainImage } from './blockMaker.js';
import { type ByHand, nothingByHand, type StoredBlock } from './blockRecord.js';
import { blockRoom } from './blockRoom.js';
import type { BlockStore } from './blockStore.js';
import { EventBus } from './eventBus.js';
import type { GenesisFile } from './genesisFile.js';
import type { Impersonation } from './impersonation.js';
import { Mempool } from './mempool.js';
import type { NodeOptions } from './nodeOptions.js';
import type { NodeParts } from './nodeParts.js';
import { type NodeStatus, statusOf } from './nodeStatus.js';
import { type BlockMode, Producer } from './producer.js';
import { type Snapshot, Snapshots } from './snapshots.js';
import type { TxIndex } from './txIndex.js';

export type { BlockSummary, NodeStatus } from './nodeStatus.js';

/**
 * A chain that lives: it takes transactions, makes blocks, remembers them and tells who listens. Everything but stopping
 * happens at once, so between two calls a node is always between two blocks.
 */
export class Node {
  readonly app: GonkaApp;
  readonly genesis: GenesisFile;
  readonly chainId: string;
  readonly moniker: string;
  readonly nodeId: string;
  readonly blocks: BlockStore;
  readonly txs: TxIndex;
  readonly mempool: Mempool;
  readonly events: EventBus;
  readonly clock: BlockClock;
  readonly #parts: NodeParts;
  readonly #maker: BlockMaker;
  readonly #producer: Producer;
  readonly #snapshots: Snapshots;
  #methods: ReadonlySet<string> | undefined;
  #halted: CodedError | undefined;
  #stopping: Promise<void> | undefined;

  /**
   * Use `openNode`.
   *
   * @param another makes a node of the same genesis and rules, in memory, at its first block: to try something beside this one
   */
  constructor(
    parts: NodeParts,
    readonly another: (options?: Partial<NodeOptions>) => Promise<Node>,
  ) {
    const { app, genesis, maker, blocks, txs, clock, moniker, nodeId, mode, blockTime, schedule } = parts;
    [this.app, this.genesis, this.blocks, this.txs, this.clock] = [app, genesis, blocks, txs, clock];
    [this.chainId, this.moniker, this.nodeId] = [genesis.chainId, moniker, nodeId];
    this.events = new EventBus(parts.onBug);
    this.#parts = parts;
    this.#maker = maker;
    const room = () => blockRoom(maker.tip.params, maker.tip.lastValidators.validators.length);
    this.mempool = new Mempool({ check: (tx) => app.checkTx(tx), room }, parts.mempoolLimits);
    this.#snapshots = new Snapshots(app, clock, this.mempool);
    this.#producer = new Producer({
      mode,
      blockTime,
      schedule,
      make: () => this.#makeBlock().block.data.txs.length > 0 && this.mempool.size > 0,
      drain: () => app.drain(),
      onFailure: (error) => this.#halt(error),
    });
  }

  /** Height of the last block. Never 0: opening a node makes the first one. */
  get height(): bigint {
    return this.#maker.tip.height;
  }

  get mode(): BlockMode {
    return this.#producer.mode;
  }

  /** Milliseconds between two blocks by the clock. */
  get blockTime(): number {
    return this.#producer.blockTime;
  }

  /** Whose transactions need no signature. */
  get impersonation(): Impersonation {
    return this.#parts.impersonation;
  }

  /** The rules of the chain. */
  get profile(): ChainProfile {
    return this.#parts.profile;
  }

  /** What its owner has set: for clients to see. */
  get settings(): Pick<NodeParts, 'minGasPrices' | 'haltHeight'> {
    return this.#parts;
  }

  /** Why no more blocks are made. */
  get halted(): CodedError | undefined {
    return this.#halted;
  }

  /** Paths of the gRPC methods that `query` answers, for example `/cosmos.bank.v1beta1.Query/Balance`. */
  get methods(): ReadonlySet<string> {
    this.#methods ??= new Set(this.app.machine.routes.queryPaths);
    return this.#methods;
  }

  /** Whether a light client takes the blocks: more than two thirds of the power sign with their own keys. */
  get isVerifiable(): boolean {
    const { set } = this.#maker.tip.validators;
    return this.#parts.signers.powerIn(set) * 3n > totalPower(set) * 2n;
  }

  /** Makes the first block when there is none yet, and goes on by itself as its mode says. */
  start(): void {
    if (this.height < this.genesis.initialHeight) this.#makeBlock();
    this.#haltWhenDue();
    this.#producer.start(false);
  }

  status(): NodeStatus {
    return statusOf(this, this.#parts.validator, this.#maker.tip.validators.set);
  }

  /**
   * What CheckTx says of a transaction; when that is good, it waits for a block.
   *
   * @throws mempoolErrors when CheckTx is not asked
   */
  broadcast(tx: Uint8Array): TxResult {
    const result = this.mempool.add(tx);
    if (result.code === 0) this.#producer.txArrived();
    return result;
  }

  /** Answers an ABCI query: modules, stores, and what `src/node/services` answers. Never throws for a bad one. */
  query(request: QueryRequest): QueryResponse {
    return this.app.query(request);
  }

  /** Makes so many blocks at once; answers with the last one. */
  mine(blocks = 1): StoredBlock {
    if (!Number.isSafeInteger(blocks) || blocks < 1) {
      throw new CodedError(simErrors.usage, `${blocks} blocks: a whole number from 1 on is wanted`);
    }
    for (let left = blocks; left > 1; left--) this.#makeBlock();
    return this.#makeBlock();
  }

  /**
   * Changes the state by hand: a block is made at once that begins with these writes and keeps them in its record. Nothing has
   * happened when it throws.
   */
  intervene(interventions: readonly Intervention[]): StoredBlock {
    return this.#makeBlock(interventions);
  }

  /** Puts the clock forward by so many nanoseconds. */
  increaseTime(by: bigint): void {
    this.clock.increase(by);
  }

  /** Says what time the next block has, in nanoseconds since the Unix epoch; the clock goes on from there. */
  setTime(time: bigint): void {
    this.clock.set(time, this.#maker.tip.time);
  }

  setMode(mode: BlockMode, blockTime?: number): void {
    this.#producer.setMode(mode, blockTime);
    if (this.mempool.size > 0) this.#producer.txArrived();
  }

  /** Remembers where the chain is, with its clock and what waits; answers with a name for `revert`. */
  snapshot(): number {
    return this.#snapshots.take(this.height).id;
  }

  /** Goes back for good: to a snapshot, which is gone then, as are those that were taken after it. */
  revert(snapshot: number): void {
    const found = this.#snapshots.takeBack(snapshot);
    this.app.rollbackTo(found.height);
    this.#maker.returnTo(found.height);
    this.#halted = undefined;
    this.#snapshots.restore(found);
    this.#producer.start(this.mempool.size > 0);
  }

  /** The chain as it stands, without its past. */
  get image(): ChainImage {
    return this.#maker.image;
  }

  /** Takes an image of a chain of the same genesis in place of the whole chain. Snapshots and what waits are gone. */
  adopt(image: ChainImage): void {
    this.#maker.adopt(image);
    this.#snapshots.clear();
    this.mempool.clear();
    this.#halted = undefined;
    this.#producer.start(false);
  }

  get snapshots(): readonly Snapshot[] {
    return this.#snapshots.all;
  }

  /** Settles when no more is unwritten than a maker of many blocks may run ahead: what it waits for between two of them. */
  drain(): Promise<void> {
    return this.app.drain();
  }

  /** No more blocks; settles when everything is written and the store is closed. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    await this.#producer.stop();
    this.#halted ??= new CodedError(simErrors.usage, 'the node is stopped');
    try {
      await this.app.flush();
    } finally {
      await this.#parts.close();
    }
  }

  #makeBlock(interventions: readonly Intervention[] = []): StoredBlock {
    if (this.#halted !== undefined) throw this.#halted;
    const made = this.#tryToMake(interventions);
    const { stored, results } = made.record;
    this.mempool.blockMade(stored.block.data.txs, results.txResults);
    if (this.events.isHeard) {
      for (const event of blockEvents(made, this.#maker.votes, this.#parts.signers)) this.events.publish(event);
    }
    this.#haltWhenDue();
    return stored;
  }

  /** A chain that halts stays where it is; what it says can be asked for. A change by hand that it cannot bear is no halt. */
  #tryToMake(interventions: readonly Intervention[]): MadeBlock {
    const txs = this.mempool.reap();
    try {
      return this.#maker.make(txs, this.#byHand(txs, interventions));
    } catch (error) {
      if (interventions.length === 0) this.#halt(error);
      throw error;
    }
  }

  #byHand(txs: readonly Uint8Array[], interventions: readonly Intervention[]): ByHand {
    const impersonated = txs.length === 0 ? [] : this.impersonation.addresses;
    return interventions.length + impersonated.length === 0 ? nothingByHand : { interventions, impersonated };
  }

  #haltWhenDue(): void {
    const { haltHeight } = this.#parts;
    if (haltHeight === undefined || this.height < haltHeight) return;
    this.#halt(new CodedError(simErrors.usage, `halt height ${haltHeight} is reached`));
  }

  #halt(error: unknown): void {
    if (this.#halted !== undefined) return;
    this.#halted =
      error instanceof CodedError ? error : new CodedError(simErrors.chainHalted, String(error), { cause: error });
    this.#parts.onHalt?.(this.#halted);
  }
}

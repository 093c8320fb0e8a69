import type { BackendOp } from '../store/backend.js';
import { infiniteGasMeter } from '../store/gas.js';
import type { StoreBranch } from '../store/kv.js';
import type { MultiStore } from '../store/multiStore.js';
import type { StoreVersion } from '../store/storeVersion.js';
import { Value } from '../store/value.js';
import { branch } from '../types/branch.js';
import type { BlockInfo, Context } from '../types/context.js';
import { sdkErrors } from '../types/errors.js';
import type { AppModule, ValidatorUpdate } from '../types/module.js';
import { emptyBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import type * as abci from './abci.js';
import { consensusParamsGas } from './consensusParams.js';
import { type AppView, openContext } from './context.js';
import type { BugListener } from './failure.js';
import {
  type BlockMeta,
  blockMeta,
  type ChainMeta,
  countTxs,
  decodeChainMeta,
  encodeChainMeta,
  noTxs,
} from './meta.js';
import { type AppState, ModuleManager, type ModuleOrder } from './moduleManager.js';
import { answerQuery, notReady } from './query.js';
import { Routes } from './routes.js';
import { runBlock } from './runBlock.js';
import type { MessageGuard, OpenKeepers } from './runMessages.js';
import { type AnteCheck, runTx, type TxMachine } from './runTx.js';
import type { TxResult } from './txResult.js';

export interface AppOptions<K> {
  /** Named in texts for clients. */
  readonly name: string;
  /** What `/app/version` answers. */
  readonly version: string;
  readonly stores: MultiStore;
  readonly modules: readonly AppModule<K>[];
  readonly order: ModuleOrder;
  readonly openKeepers: OpenKeepers<K>;
  /** In this order; without any, transactions need no signature and no gas limit. */
  readonly ante?: readonly AnteCheck<K>[] | undefined;
  /** Looks at each message on its way to its handler. */
  readonly guard?: MessageGuard<K> | undefined;
  readonly onBug?: BugListener | undefined;
  /** Stands between a block, or genesis, and the stores that it writes. */
  readonly watch?: ((stores: StoreBranch) => StoreBranch) | undefined;
  /** Told of each transaction of a block, by its place, before it runs. */
  readonly onTx?: ((index: number) => void) | undefined;
}

/** A block that was run and is not committed. */
interface PendingBlock {
  readonly meta: BlockMeta;
  readonly response: abci.FinalizeBlockResponse;
}

/** Genesis until the first commit makes it durable: the first block runs in the very state that it left. */
interface PendingGenesis {
  readonly appState: AppState;
  /** Taken by the first block; made again when that block is repeated. */
  stores: StoreBranch | undefined;
}

/**
 * A chain without its network: the state machine in the shape of ABCI 2.0, all of it synchronous and deterministic.
 *
 * `finalizeBlock` makes nothing durable and may be repeated; `commit` hands the store one batch.
 */
export class App<K> {
  /** What runs a message or a transaction in any context: for routers, and for transactions of genesis. */
  readonly machine: TxMachine<K>;
  readonly #options: AppOptions<K>;
  readonly #stores: MultiStore;
  readonly #modules: ModuleManager<K>;
  #chain: ChainMeta | undefined;
  #last: BlockMeta | undefined;
  #genesis: PendingGenesis | undefined;
  #pending: PendingBlock | undefined;
  #check: Context | undefined;

  /** Goes on where the store stands; an empty store waits for `initChain`. */
  constructor(options: AppOptions<K>) {
    const { modules, openKeepers, ante = [], guard, onBug, onTx } = options;
    const openingGas = (): bigint => (ante.length === 0 ? 0n : consensusParamsGas(this.#mustChain().consensusParams));
    this.machine = { routes: new Routes(modules), openKeepers, ante, guard, onBug, onTx, openingGas };
    this.#options = options;
    this.#stores = options.stores;
    this.#modules = new ModuleManager(modules, options.order);
    this.#reload();
  }

  /** As clients are told. */
  get name(): string {
    return this.#options.name;
  }

  get info(): abci.Info {
    const chain = this.#mustChain();
    const { hash } = this.#stores.lastCommit;
    const { height, time, txs } = this.#last ?? { height: 0n, time: chain.genesisTime, txs: noTxs };
    const { chainId, profile, genesisHash, initialHeight, consensusParams } = chain;
    const last = { lastHeight: height, lastTime: time, lastAppHash: hash, txs };
    return { chainId, profile, genesisHash, initialHeight, consensusParams, ...last };
  }

  /** Whether there is a chain yet: its genesis was run, or the store holds one. */
  get isInitialized(): boolean {
    return this.#chain !== undefined;
  }

  /** Runs the modules' genesis. Nothing of a genesis that fails remains. */
  initChain(request: abci.InitChainRequest): abci.InitChainResponse {
    if (this.#chain !== undefined)
      throw new CodedError(simErrors.usage, `chain ${this.#chain.chainId} is there already`);
    const { chainId, time, appState, initialHeight = 1n, consensusParams } = request;
    if (initialHeight !== this.#stores.nextHeight) {
      throw new CodedError(
        simErrors.usage,
        `initial height ${initialHeight}, but the store begins at ${this.#stores.nextHeight}`,
      );
    }
    this.#modules.validateGenesis(appState);
    const { genesisHash = '', profile = '' } = request;
    const foreignModules = this.#modules.foreign(appState);
    const chain = { chainId, initialHeight, genesisTime: time, genesisHash, profile, consensusParams, foreignModules };
    const { stores, validators } = this.#runGenesis(chain, appState);
    this.#chain = chain;
    this.#genesis = { appState, stores };
    return { validators, appHash: this.#stores.lastCommit.hash, foreignModules: Object.keys(foreignModules) };
  }

  /** Whether a transaction may enter a block, after all that were let in since the last one. */
  checkTx(bytes: Uint8Array): TxResult {
    this.#check ??= this.#readContext(this.#stores.height);
    return runTx(this.machine, this.#check, bytes, 'check');
  }

  /** What a transaction would do now, after all that were let in since the last block. Nothing of it remains. */
  simulate(bytes: Uint8Array): TxResult {
    this.#check ??= this.#readContext(this.#stores.height);
    return runTx(this.machine, branch(this.#check), bytes, 'simulate');
  }

  /**
   * Runs the next block. The answer has the app hash that `commit` will make durable; until then the same height may be
   * run again, with other contents if need be.
   */
  finalizeBlock(request: abci.FinalizeBlockRequest): abci.FinalizeBlockResponse {
    const chain = this.#mustChain();
    const { height, time, proposer = emptyBytes, nextValidatorsHash, lastVotes, misbehavior } = request;
    const next = this.#stores.nextHeight;
    if (height !== next) throw new CodedError(sdkErrors.invalidHeight, `invalid height: ${height}; expected: ${next}`);
    if (this.#pending !== undefined) this.#stores.discard();
    this.#pending = undefined;
    const stores = this.#genesis === undefined ? this.#branch() : this.#takeGenesis(chain, this.#genesis);
    const previousAppHash = this.#stores.lastCommit.hash;
    const { chainId, consensusParams } = chain;
    const given = { nextValidatorsHash, lastVotes, misbehavior };
    const block: BlockInfo = { chainId, height, time, proposer, previousAppHash, consensusParams, ...given };
    const outcome = runBlock(this.#modules, this.machine, openContext(block, stores, infiniteGasMeter()), request);
    stores.write();
    const response = { ...outcome, appHash: this.#stores.workingHash() };
    const meta = { height, time, proposer, previousAppHash, txs: countTxs(this.#last, outcome.txResults) };
    this.#pending = { meta, response };
    return response;
  }

  /**
   * Makes the block durable, with what its node keeps of it: one batch, for which nobody waits here (`drain` and `flush`
   * do).
   */
  commit(beside: readonly BackendOp[] = []): abci.CommitResponse {
    if (this.#pending === undefined) throw new CodedError(simErrors.usage, 'commit without a finalized block');
    const { meta } = this.#pending;
    const chain = this.#genesis === undefined ? undefined : encodeChainMeta(this.#mustChain());
    const { version, hash } = this.#stores.commit(Value.ofRecord(meta, blockMeta), chain, beside);
    this.#last = meta;
    this.#genesis = undefined;
    this.#pending = undefined;
    this.#check = undefined;
    return { height: version, appHash: hash };
  }

  query(request: abci.QueryRequest): abci.QueryResponse {
    const { name, version, onBug, stores } = this.#options;
    const view = (height: bigint) => this.view(height);
    const simulate = (tx: Uint8Array) => this.simulate(tx);
    return answerQuery({ name, version, onBug, stores, routes: this.machine.routes, view, simulate }, request);
  }

  /** A kept height to read from, the last one unless told otherwise. */
  view(height = this.#stores.height): AppView<K> {
    const ctx = this.#readContext(height);
    return { ctx, keepers: this.machine.openKeepers(ctx) };
  }

  /** All stores with their roots as a kept height left them. */
  storesAt(height: bigint): StoreVersion {
    return this.#options.stores.at(height);
  }

  /** The state after a kept height as a genesis. What was foreign at genesis comes out as it went in. */
  exportGenesis(height = this.#stores.height): abci.ExportedGenesis {
    const { chainId, consensusParams, foreignModules } = this.#mustChain();
    const { ctx, keepers } = this.view(height);
    const appState = this.#modules.exportGenesis(ctx, keepers, foreignModules);
    return { chainId, time: ctx.block.time, initialHeight: height + 1n, consensusParams, appState };
  }

  /** A record that was committed beside a block. */
  record(key: string): Uint8Array | undefined {
    return this.#stores.record(key);
  }

  /** Heights that must stay, because somebody may go back to them. */
  get held(): Set<bigint> {
    return this.#stores.held;
  }

  /** Goes back to a kept height for good. */
  rollbackTo(height: bigint): void {
    this.#stores.rollbackTo(height);
    this.#reload();
  }

  /** Takes another state of this chain in place of its own, in one batch with what its node keeps of it. */
  adopt(state: StoreVersion, beside: readonly BackendOp[] = []): void {
    this.#stores.adopt(state, beside);
    this.#genesis = undefined;
    this.#reload();
  }

  /** Settles when no more is unwritten than a producer may run ahead: what it waits for between two blocks. */
  drain() {
    return this.#stores.drain();
  }

  /** Settles when all commits are kept. */
  flush() {
    return this.#stores.flush();
  }

  #reload(): void {
    const { chainRecord, aux } = this.#stores;
    this.#pending = undefined;
    this.#check = undefined;
    this.#chain = chainRecord === undefined ? this.#chain : decodeChainMeta(chainRecord);
    this.#last = aux && blockMeta.decode(aux);
  }

  #mustChain(): ChainMeta {
    if (this.#chain === undefined) throw new CodedError(simErrors.usage, 'there is no chain before initChain');
    return this.#chain;
  }

  /** As the SDK, with height 0 unless the chain begins later than usual. */
  #runGenesis(chain: ChainMeta, appState: AppState): { stores: StoreBranch; validators: readonly ValidatorUpdate[] } {
    const { chainId, genesisTime, initialHeight, consensusParams } = chain;
    const height = initialHeight > 1n ? initialHeight : 0n;
    const previousAppHash = this.#stores.lastCommit.hash;
    const block = { chainId, height, time: genesisTime, proposer: emptyBytes, previousAppHash, consensusParams };
    const ctx = openContext(block, this.#branch(), infiniteGasMeter());
    const validators = this.#modules.initGenesis(ctx, this.machine.openKeepers(ctx), appState);
    return { stores: ctx.stores, validators };
  }

  /** Stores for a block to write to. */
  #branch(): StoreBranch {
    const { watch } = this.#options;
    const stores = this.#stores.branch();
    return watch === undefined ? stores : watch(stores);
  }

  #takeGenesis(chain: ChainMeta, genesis: PendingGenesis): StoreBranch {
    const stores = genesis.stores ?? this.#runGenesis(chain, genesis.appState).stores;
    genesis.stores = undefined;
    return stores;
  }

  /** A branch over a committed height that nobody writes down. */
  #readContext(height: bigint): Context {
    const { chainId, consensusParams } = this.#mustChain();
    if (this.#last === undefined) throw notReady(this.#options.name);
    const version = this.#stores.at(height);
    const meta = height === this.#last.height ? this.#last : blockMeta.decode(version.aux ?? emptyBytes);
    const { time, proposer, previousAppHash } = meta;
    const block = { chainId, height, time, proposer, previousAppHash, consensusParams };
    return openContext(block, version.branch(), infiniteGasMeter());
  }
}

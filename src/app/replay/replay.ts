import type { ChainProfile } from '../../module/chainProfile.js';
import type { Key, StoreBranch } from '../../store/kv.js';
import { Value } from '../../store/value.js';
import { commitVotes } from '../../types/comet/commitVotes.js';
import {
  emptyValidatorSet,
  makeValidatorSet,
  nextValidatorSet,
  type ValidatorSet,
} from '../../types/comet/validatorSet.js';
import type { AppModule } from '../../types/module.js';
import { emptyBytes, equalBytes } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { sha256 } from '../../util/sha256.js';
import type { FinalizeBlockResponse } from '../abci.js';
import type { BugListener } from '../failure.js';
import { createGonkaApp, type GonkaApp, type GonkaAppOptions } from '../gonkaApp.js';
import type { GonkaKeepers } from '../gonkaKeepers.js';
import type { AnteCheck } from '../runTx.js';
import { type Difference, differences, LedgerStores, type Write } from './ledger.js';
import type { RecordedBlock, Recording, StoreWrites } from './recording.js';
import { Writers } from './writers.js';

export interface ReplayOptions {
  readonly recording: Recording;
  /** The rules that the recorded chain had. */
  readonly profile: ChainProfile;
  readonly bech32Prefix: string;
  readonly denom: string;
  readonly ante: readonly AnteCheck<GonkaKeepers>[];
  readonly onBug?: BugListener | undefined;
  /** How much of the past is kept; a few heights when left out. */
  readonly store?: GonkaAppOptions['store'];
}

/** A block that was run again, held against the recording. */
export interface ReplayedBlock {
  readonly app: GonkaApp;
  readonly recorded: RecordedBlock;
  readonly result: FinalizeBlockResponse;
  /** Empty when all computed stores were written as recorded. */
  readonly differences: readonly Difference[];
  /** Computed stores that have another root than the recorded one, of those whose writes were not recorded. */
  readonly wrongRoots: readonly string[];
  /** App hash of all stores: those that no module here owns come from the recording, and so does a store that differed. */
  readonly appHash: Uint8Array;
}

/** Which stores are this chain's own work, and which are taken over. */
export interface StoreOrigins {
  readonly computed: readonly string[];
  readonly fed: readonly string[];
}

export interface Replay {
  readonly origins: StoreOrigins;
  readonly blocks: IterableIterator<ReplayedBlock>;
}

/**
 * Runs a recorded chain again, block by block: genesis, then time, proposer and transactions of each block. Stores that no
 * module here owns are written from the recording. So is, in that block, a store that came out differently: what went wrong
 * is told, and all later heights count by themselves.
 */
export function replay(options: ReplayOptions): Replay {
  const { recording, profile, ante, bech32Prefix, denom, onBug } = options;
  const [{ height: initialHeight }] = recording.blocks as [RecordedBlock];
  const { store = { pruning: { keepRecent: 2, interval: 10 } } } = options;
  const desk = new Desk(recording);
  const { writers } = desk;
  const app = createGonkaApp({
    profile: writers.profile(profile),
    bech32Prefix,
    denom,
    ante,
    genesisParts: Object.keys(recording.appState),
    onBug,
    watch: {
      modules: (all) => desk.modules(all),
      stores: (stores) => desk.stores(stores),
      transaction: writers.transaction,
    },
    store: { ...store, initialVersion: initialHeight },
  });
  requireFed(recording, desk.origins.fed);
  const { chainId, genesisTime: time, appState, consensusParams } = recording;
  const { validators } = app.initChain({ chainId, time, initialHeight, appState, consensusParams });
  return { origins: desk.origins, blocks: runBlocks(app, recording, desk, makeValidatorSet(validators)) };
}

function* runBlocks(app: GonkaApp, { blocks }: Recording, desk: Desk, first: ValidatorSet): Generator<ReplayedBlock> {
  let [before, set, next] = [emptyValidatorSet, first, nextValidatorSet(first, [])];
  for (const recorded of blocks) {
    desk.open(recorded);
    const { height, time, proposer, nextValidatorsHash } = recorded;
    const txs = recorded.txs.map(({ bytes }) => bytes);
    const lastVotes = commitVotes(before, (index) => recorded.lastVotes[index]?.signed ?? false);
    const result = app.finalizeBlock({ height, time, proposer, nextValidatorsHash, lastVotes, txs });
    const { appHash } = app.commit();
    // A change of the set takes effect two blocks later.
    [before, set, next] = [set, next, nextValidatorSet(next, result.validatorUpdates)];
    yield { app, recorded, result, differences: desk.found, wrongRoots: desk.wrongRoots(app), appHash };
  }
}

const nothingWritten: ReadonlyMap<Key, never> = new Map<Key, never>();

/** Where our blocks and the recorded ones are laid side by side. */
class Desk {
  readonly writers = new Writers();
  found: readonly Difference[] = [];
  #own: ReadonlySet<string> = new Set();
  #block: RecordedBlock;
  readonly #all: readonly string[];
  readonly #written: ReadonlySet<string>;
  readonly #roots = new Map<string, Uint8Array>();

  constructor({ stores, written, blocks }: Recording) {
    this.#all = stores;
    this.#written = written;
    this.#block = blocks[0]!;
  }

  get origins(): StoreOrigins {
    return {
      computed: this.#all.filter((name) => this.#own.has(name)),
      fed: this.#all.filter((name) => !this.#own.has(name)),
    };
  }

  open(block: RecordedBlock): void {
    this.#block = block;
    this.found = [];
    for (const [name, root] of block.roots) this.#roots.set(name, root);
  }

  /** After a commit: the own stores without recorded writes that are not what was recorded. */
  wrongRoots(app: GonkaApp): readonly string[] {
    const byRoot = this.#all.filter((name) => this.#own.has(name) && !this.#written.has(name));
    if (byRoot.length === 0) return [];
    const roots = new Map(app.storesAt(this.#block.height).info.stores.map(({ name, hash }) => [name, hash]));
    return byRoot.filter((name) => !equalBytes(roots.get(name)!, this.#roots.get(name)!));
  }

  /** The modules by name while they work, and one that owns what none of them does. */
  modules(all: readonly AppModule<GonkaKeepers>[]): readonly AppModule<GonkaKeepers>[] {
    this.#own = new Set(all.flatMap(({ stores }) => stores));
    return [...all.map((module) => this.writers.module(module)), storesOnly(this.origins.fed)];
  }

  stores(base: StoreBranch): StoreBranch {
    return new LedgerStores(base, this.writers.current, (below, ledger) => this.#settle(below, ledger));
  }

  #settle(base: StoreBranch, ledger: ReadonlyMap<string, ReadonlyMap<Key, Write>>): void {
    const found: Difference[] = [];
    for (const name of this.#all) {
      const recorded: StoreWrites = this.#block.writes.get(name) ?? nothingWritten;
      const ours = ledger.get(name) ?? nothingWritten;
      if (ours.size === 0 && recorded.size === 0) continue;
      const store = base.store(name);
      if (this.#own.has(name)) {
        const here = this.#written.has(name) ? differences(name, store, ours, recorded) : [];
        found.push(...here);
        if (here.length === 0) {
          for (const [key, { value }] of ours) value ? store.set(key, value) : store.delete(key);
          continue;
        }
      }
      for (const [key, value] of recorded) value ? store.set(key, Value.ofBytes(value)) : store.delete(key);
    }
    base.write();
    this.found = found;
  }
}

/** A store that no module owns and that changes must come with its writes. */
function requireFed({ written, blocks }: Recording, fed: readonly string[]): void {
  for (const name of fed) {
    const change = blocks.find(({ height, roots }) => {
      const root = roots.get(name);
      return root !== undefined && (height > blocks[0]!.height || !equalBytes(root, emptyRoot));
    });
    if (written.has(name) || change === undefined) continue;
    const detail = `there is no ${name}-store.jsonl, which changes at height ${change.height}, and no module here makes it`;
    throw new CodedError(simErrors.usage, `not a whole recording: ${detail}`);
  }
}

/** Root of a store without keys. */
const emptyRoot = sha256(emptyBytes);

/** Stands for the modules that are not here: has their stores, and does nothing. */
const storesOnly = (stores: readonly string[]): AppModule<GonkaKeepers> => ({
  name: 'recorded',
  stores,
  msgs: [],
  queries: [],
  validateGenesis: () => {},
  initGenesis: () => [],
  exportGenesis: () => ({}),
});

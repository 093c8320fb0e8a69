import { chainConfig, type SdkConfig } from '../../src/sdk/config.js';
import { openSdk, type SdkKeepers } from '../../src/sdk/keepers.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import type { KVStore, StoreBranch } from '../../src/store/kv.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { branchOf } from '../../src/store/storeBranches.js';
import type { BlockInfo, Context } from '../../src/types/context.js';
import { EventLog } from '../../src/types/eventLog.js';
import type { ChainEvent } from '../../src/types/events.js';
import type { MsgRouter } from '../../src/types/module.js';
import { bytesToHex, latin1ToBytes } from '../../src/util/bytes.js';

/** Stores in memory and a clock that the test moves: ground for the SDK's modules. */
export interface World {
  readonly stores: Map<string, MemoryStore>;
  readonly config: SdkConfig;
  /** A context over the stores themselves, at the world's block. */
  context(): Context;
  /** Keepers on a fresh context. */
  open(): SdkKeepers & { readonly ctx: Context };
  block: BlockInfo;
  /** Moves time on by seconds, and the height by one. */
  nextBlock(seconds: bigint): void;
}

export const second = 1_000_000_000n;

export const noRouter: MsgRouter = {
  signers: () => undefined,
  validateBasic: () => {},
  execute: () => {
    throw new Error('nothing is routed here');
  },
};

export interface WorldOptions {
  readonly prefix?: string;
  readonly router?: MsgRouter;
  readonly time?: bigint;
  /** Names of the parts of genesis; a Gonka chain with no more than it needs when left out. */
  readonly genesisParts?: readonly string[];
}

export function world(options: WorldOptions = {}): World {
  const stores = new Map<string, MemoryStore>();
  const view = {
    store(name: string): KVStore {
      const known = stores.get(name);
      if (known) return known;
      const made = new MemoryStore();
      stores.set(name, made);
      return made;
    },
  };
  const config = chainConfig({
    bech32Prefix: options.prefix ?? 'gonka',
    denom: 'ngonka',
    router: options.router ?? noRouter,
    genesisParts: options.genesisParts,
  });
  const made: World = {
    stores,
    config,
    block: {
      chainId: 'test-1',
      height: 1n,
      time: options.time ?? 1_800_000_000n * second,
      proposer: new Uint8Array(20),
      previousAppHash: new Uint8Array(32),
    },
    context: () => contextOver(made.block, directBranch(view)),
    open() {
      const ctx = made.context();
      return Object.assign(openSdk(ctx, config), { ctx });
    },
    nextBlock(seconds) {
      made.block = { ...made.block, height: made.block.height + 1n, time: made.block.time + seconds * second };
    },
  };
  return made;
}

/** Stores without a cache in front: what is written is there at once. */
function directBranch(view: { store(name: string): KVStore }): StoreBranch {
  return { store: (name) => view.store(name), branch: () => branchOf(view), write: () => {} };
}

export function contextOver(block: BlockInfo, stores: StoreBranch): Context {
  const events = new EventLog();
  return { block, stores, gas: infiniteGasMeter(), events, emit: (event) => events.emit(event) };
}

/** Events as short texts, `type key=value key=value`. */
export const shown = (events: readonly ChainEvent[]): string[] =>
  events.map(({ type, attributes }) => [type, ...attributes.map(({ key, value }) => `${key}=${value}`)].join(' '));

/** A store's content as hex pairs, in key order. */
export const dump = (store: KVStore | undefined): [string, string][] =>
  store ? [...store.iterate()].map(([key, value]) => [bytesToHex(latin1ToBytes(key)), bytesToHex(value.bytes)]) : [];

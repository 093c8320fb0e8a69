import type { KVStore } from '../store/kv.js';
import { genesisError, type Json } from './json.js';
import type { SdkKeepers } from './keepers.js';
import type { SdkModule, SdkQueryRoute } from './routes.js';

/** A module whose state stands still after genesis: no message here changes it. */
export interface StillModule<G> {
  readonly name: string;
  /** Name of its store; that of the module when left out. */
  readonly store?: string;
  readonly json: Json<G>;
  readonly queries?: readonly SdkQueryRoute[];
  init(store: KVStore, genesis: G, keepers: SdkKeepers): void;
  /** The genesis document of the state. */
  state(store: KVStore): G;
}

/** A module of the shape that all have, from what a still one needs. */
export function stillModule<G>(still: StillModule<G>): SdkModule {
  const { name, store = name, json, queries = [], init, state } = still;
  const read = (genesis: unknown): G => json.read(genesis ?? {}, name);
  return {
    name,
    stores: [store],
    msgs: [],
    queries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, keepers, genesis) {
      init(ctx.stores.store(store), read(genesis), keepers);
      return [];
    },
    exportGenesis: (ctx) => json.write(state(ctx.stores.store(store))),
  };
}

/** A list of records of modules that make none here: a genesis that has some is refused, because they would be lost. */
export const emptyList = (what: string): Json<readonly never[]> => ({
  read(json, path) {
    if (json === undefined || json === null || (Array.isArray(json) && json.length === 0)) return [];
    throw genesisError(path, `${what} cannot be imported`);
  },
  write: () => [],
  absent: () => [],
});

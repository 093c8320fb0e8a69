import type { Backend } from './backend.js';
import type { Pruning } from './pruning.js';
import type { StoreSpec } from './storeKind.js';
import type { StoreUpgrades } from './storeUpgrades.js';

export interface MultiStoreOptions {
  /** Names stand for proved, kept stores. */
  readonly stores: readonly (string | StoreSpec)[];
  /** Version of the first commit, when above 1. */
  readonly initialVersion?: bigint;
  readonly pruning?: Pruning;
  /** Applied to what the backend holds; lasting with the next commit. */
  readonly upgrades?: StoreUpgrades;
  /** Where commits are kept; without one they live in memory only. */
  readonly backend?: Backend;
  /** With a backend: how many commits stay in memory; older ones are rebuilt when asked for. */
  readonly heightsInMemory?: number;
  /** With a backend: bytes of block records before the first whole snapshot. */
  readonly snapshotBytes?: number;
}

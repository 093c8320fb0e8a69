import type { KeeperProfile } from '../keeper/profile.js';
import type { EpochConduct } from './epochConduct.js';
import type { GenesisConduct } from './genesis/genesisConduct.js';
import type { Invariant } from './invariants/invariant.js';

/** All rules of a chain: what a genesis chooses by name. */
export interface ChainProfile extends KeeperProfile {
  readonly epochs: EpochConduct;
  readonly genesis: GenesisConduct;
  /** What its rules keep to after every block. */
  readonly invariants: readonly Invariant[];
}

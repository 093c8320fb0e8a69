import type { Keeper } from '../../keeper/keeper.js';
import type { EpochConduct } from '../epochConduct.js';

/** A statement about the module's state that holds after every block. */
export interface Invariant {
  readonly name: string;
  /** What contradicts it, each with its numbers; nothing when it holds. Reads only. */
  check(keeper: Keeper, epochs: EpochConduct): Iterable<string>;
}

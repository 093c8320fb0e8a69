import type { Context } from '../types/context.js';
import type { Neighbours } from '../types/expectedKeepers.js';
import type { KeeperProfile } from './profile.js';
import { type InferenceState, inferenceState, moduleName } from './schema.js';

/**
 * The module's state and neighbours as one message or stage sees them: opened for a context, thrown away with it.
 *
 * What can be done with them stands in files by theme (`models`, `epochs`, `inferences`, …) as functions that take a keeper.
 */
export class Keeper {
  readonly state: InferenceState;

  constructor(
    readonly ctx: Context,
    readonly neighbours: Neighbours,
    readonly profile: KeeperProfile,
    /** Human part of the chain's addresses. */
    readonly bech32Prefix: string,
  ) {
    this.state = inferenceState(ctx.stores.store(moduleName), bech32Prefix);
  }

  get height(): bigint {
    return this.ctx.block.height;
  }
}

/** What the app opens for a context so that the module's messages and queries can run. */
export interface InferenceKeepers {
  readonly inference: Keeper;
}

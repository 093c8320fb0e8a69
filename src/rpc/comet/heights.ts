import { internalError } from './errors.js';
import type { CometEnv } from './route.js';

/** The height that a client means: the last one unless it says another, which must be there. */
export function heightOf({ node }: CometEnv, asked: bigint | undefined, last = node.height): bigint {
  if (asked === undefined) return last;
  if (asked <= 0n) throw internalError(`height must be greater than 0, but got ${asked}`);
  if (asked > last) {
    throw internalError(`height ${asked} must be less than or equal to the current blockchain height ${last}`);
  }
  const { earliest } = node.blocks;
  if (asked < earliest) throw internalError(`height ${asked} is not available, lowest height is ${earliest}`);
  return asked;
}

/** For what is known of the next block already: its validators and parameters. */
export const heightOrNext = (env: CometEnv, asked: bigint | undefined): bigint =>
  heightOf(env, asked, env.node.height + 1n);

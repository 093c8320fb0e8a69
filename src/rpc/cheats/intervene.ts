import type { GonkaKeepers } from '../../app/gonkaKeepers.js';
import { writesOf } from '../../node/writesOf.js';
import type { Context } from '../../types/context.js';
import type { Json } from '../comet/shapes/json.js';
import { int, jsonText } from '../comet/shapes/json.js';
import type { CheatDesk } from './cheat.js';
import { tip } from './tip.js';

/**
 * Changes the state by hand and makes the block that begins with it. What cannot be said to the chain changes nothing.
 *
 * @param name of the cheat, and `params` as its caller would give them: the block's record and its events have both
 */
export function intervene(
  { node }: CheatDesk,
  name: string,
  params: Json,
  change: (keepers: GonkaKeepers, ctx: Context) => void,
): { readonly [field: string]: Json } {
  const writes = writesOf(node.app, change);
  node.intervene([{ name, detail: jsonText(params), writes }]);
  return { ...tip(node), writes: int(writes.length) };
}

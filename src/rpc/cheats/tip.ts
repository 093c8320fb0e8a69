import type { Node } from '../../node/node.js';
import { formatTime } from '../../sdk/time.js';
import type { Json } from '../comet/shapes/json.js';
import { int, upperHex } from '../comet/shapes/json.js';

/** Where a chain stands: what most cheats answer. `app_hash` is that of the state, which the next header has. */
export function tip({ app }: Node): { readonly [field: string]: Json } {
  const { lastHeight, lastTime, lastAppHash } = app.info;
  return { height: int(lastHeight), time: formatTime(lastTime), app_hash: upperHex(lastAppHash) };
}

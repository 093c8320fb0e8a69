import { moduleName } from '../../keeper/schema.js';
import type { Node } from '../../node/node.js';
import { rpcError } from '../comet/errors.js';

/** Refuses what needs epochs on a chain that has none. */
export function requireInference({ app }: Node): void {
  if (app.view().keepers.config.modules.has(moduleName)) return;
  throw rpcError('server', 'this chain has no epochs: its genesis has no inference module');
}

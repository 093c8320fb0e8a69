import type { MsgBridgeExchange } from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';

/** Stateless checks of a deposit's report. Of the recorded one, only the sender is known to be checked. */
export function checkBridgeExchange({ validator }: MsgBridgeExchange, prefix: string): void {
  requireAddress(validator, prefix, 'validator address');
}

import type { MsgBridgeExchange, MsgBridgeExchangeResponse } from '../../gen/inference/inference/tx.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { getActiveParticipants } from '../activeParticipants.js';
import { requireCurrentRootGroup } from '../epochGroupData.js';
import type { Keeper } from '../keeper.js';

/**
 * Takes a report of a deposit on another chain, of which an epoch's active participants decide together. Deposits are not
 * simulated: nobody may report one while there are any.
 *
 * @throws 1112 without a root group, undefined 1 without active participants (live recording, height 18), sdk 37 otherwise
 */
export function bridgeExchange(keeper: Keeper, _msg: MsgBridgeExchange): MsgBridgeExchangeResponse {
  const { epochIndex } = requireCurrentRootGroup(keeper);
  if (getActiveParticipants(keeper, epochIndex) === undefined) {
    throw plainError('no active participants found for current epoch');
  }
  throw new CodedError(sdkErrors.notSupported, 'deposits from other chains are not simulated');
}

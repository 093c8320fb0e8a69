import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Context } from '../types/context.js';
import { sdkErrors } from '../types/errors.js';
import type { MsgRouter } from '../types/module.js';
import { CodedError } from '../util/errors.js';
import { type DecodedMessage, decodeMessage, signersOf, validateBasic } from './decodeTx.js';
import { runMessage } from './runMessages.js';
import type { TxMachine } from './runTx.js';

/**
 * Runs the messages that proposals carry. `machine` is asked for at every call, so that modules may hold
 * the router before there is an app.
 */
export function msgRouter<K>(machine: () => Pick<TxMachine<K>, 'routes' | 'openKeepers' | 'guard'>): MsgRouter {
  const decode = (message: Any): DecodedMessage<K> => {
    const { routes } = machine();
    if (routes.message(message.typeUrl) === undefined) {
      throw new CodedError(sdkErrors.unknownRequest, `no message handler found for ${message.typeUrl}`);
    }
    return decodeMessage(message, routes);
  };
  return {
    signers: (message) => (machine().routes.message(message.typeUrl) ? signersOf(decode(message)) : undefined),
    validateBasic: (message) => validateBasic(decode(message)),
    execute(ctx: Context, message: Any): Any {
      const decoded = decode(message);
      validateBasic(decoded);
      return runMessage(ctx, machine(), decoded);
    },
  };
}

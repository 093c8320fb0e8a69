import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Context } from '../types/context.js';
import { sdkErrors } from '../types/errors.js';
import type { MsgRouter } from '../types/module.js';
import { CodedError } from '../util/errors.js';
import { type DecodedMessage, decodeMessage, signersOf, validateBasic } from './decodeTx.js';
import type { Routes } from './routes.js';
import { type OpenKeepers, runMessage } from './runMessages.js';

/** What the router needs of the app; it exists only after the modules whose proposals the router runs. */
export interface RoutedApp<K> {
  readonly routes: Routes<K>;
  readonly openKeepers: OpenKeepers<K>;
}

/** Runs the messages that proposals carry. `app` is asked at every call, so that modules may hold the router first. */
export function msgRouter<K>(app: () => RoutedApp<K>): MsgRouter {
  const decode = (message: Any): DecodedMessage<K> => {
    const { routes } = app();
    if (routes.message(message.typeUrl) === undefined) {
      throw new CodedError(sdkErrors.unknownRequest, `no message handler found for ${message.typeUrl}`);
    }
    return decodeMessage(message, routes);
  };
  return {
    signers: (message) => (app().routes.message(message.typeUrl) ? signersOf(decode(message)) : undefined),
    validateBasic: (message) => validateBasic(decode(message)),
    execute(ctx: Context, message: Any): Any {
      const decoded = decode(message);
      validateBasic(decoded);
      return runMessage(ctx, app().openKeepers, decoded);
    },
  };
}

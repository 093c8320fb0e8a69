import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Codec } from '../store/value.js';
import { proto } from '../types/codec.js';
import type { Context } from '../types/context.js';
import type { ChainEvent } from '../types/events.js';
import { isReturned, wrapped } from '../types/wrapped.js';
import type { DecodedMessage } from './decodeTx.js';
import { messageEvents } from './messageEvents.js';

/** Makes the keepers of a context; called for every message, so it must be cheap. */
export type OpenKeepers<K> = (ctx: Context) => K;

/** What running a message needs of the chain. */
export interface MessageMachine<K> {
  readonly openKeepers: OpenKeepers<K>;
  /** Looks at each message on its way to its handler, and may refuse it. */
  readonly guard?: MessageGuard<K> | undefined;
}

export type MessageGuard<K> = (ctx: Context, keepers: K, typeUrl: string) => void;

/** Runs the handler of a checked message in this very context. Returns the packed response. */
export function runMessage<K>(ctx: Context, machine: MessageMachine<K>, decoded: DecodedMessage<K>): Any {
  const { route } = decoded;
  const keepers = machine.openKeepers(ctx);
  machine.guard?.(ctx, keepers, route.typeUrl);
  const response = route.handle(ctx, keepers, decoded.message as never);
  return { typeUrl: route.responseTypeUrl, value: (route.response as Codec<unknown>).encode(response) };
}

/** What the messages of one transaction came to. */
export interface MessagesOutcome {
  /** A protobuf `TxMsgData`. */
  readonly data: Uint8Array;
  readonly events: readonly ChainEvent[];
}

/**
 * Runs messages one after another in a context that only they write to: when one fails, its owner drops it, and the error
 * names the message's index.
 */
export function runMessages<K>(
  ctx: Context,
  machine: MessageMachine<K>,
  messages: readonly DecodedMessage<K>[],
): MessagesOutcome {
  const outcomes = messages.map((decoded, index) => runOne(ctx, machine, decoded, index));
  if (outcomes.length === 1) return { data: dataOf(outcomes[0]!.response), events: outcomes[0]!.events };
  const msgResponses = outcomes.map(({ response }) => response);
  return { data: msgDataCodec.encode({ data: [], msgResponses }), events: outcomes.flatMap(({ events }) => events) };
}

function runOne<K>(
  ctx: Context,
  machine: MessageMachine<K>,
  decoded: DecodedMessage<K>,
  index: number,
): { readonly response: Any; readonly events: readonly ChainEvent[] } {
  const before = ctx.events.all.length;
  const response = runMessageAt(ctx, machine, decoded, index);
  return { response, events: messageEvents(decoded, index, ctx.events.all.slice(before)) };
}

function runMessageAt<K>(ctx: Context, machine: MessageMachine<K>, decoded: DecodedMessage<K>, index: number): Any {
  try {
    return runMessage(ctx, machine, decoded);
  } catch (error) {
    if (!isReturned(error)) throw error;
    throw wrapped(error, `failed to execute message; message index: ${index}`);
  }
}

const msgDataCodec = proto(TxMsgData);

/** What a single empty response is packed as, by its type: the answer to most messages, and kept with every result. */
const emptyData = new Map<string, Uint8Array>();

function dataOf(response: Any): Uint8Array {
  if (response.value.length > 0) return msgDataCodec.encode({ data: [], msgResponses: [response] });
  let data = emptyData.get(response.typeUrl);
  if (data === undefined) {
    data = msgDataCodec.encode({ data: [], msgResponses: [response] });
    emptyData.set(response.typeUrl, data);
  }
  return data;
}

import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Codec } from '../store/value.js';
import { branch } from '../types/branch.js';
import { proto } from '../types/codec.js';
import type { Context } from '../types/context.js';
import type { ChainEvent, EventAttribute } from '../types/events.js';
import { isReturned, wrapped } from '../types/wrapped.js';
import { type DecodedMessage, signersOf } from './decodeTx.js';

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
 * Runs messages one after another, each in a store of its own over what the ones before it wrote. All or nothing: the
 * first that fails leaves the context as it was, and its error names its index.
 */
export function runMessages<K>(
  ctx: Context,
  machine: MessageMachine<K>,
  messages: readonly DecodedMessage<K>[],
): MessagesOutcome {
  // A single message needs no store around it: its own is dropped when it fails.
  const all = messages.length === 1 ? undefined : branch(ctx);
  const msgResponses: Any[] = [];
  const events: ChainEvent[] = [];
  messages.forEach((decoded, index) => {
    const own = branch(all ?? ctx);
    try {
      msgResponses.push(runMessage(own, machine, decoded));
    } catch (error) {
      if (!isReturned(error)) throw error;
      throw wrapped(error, `failed to execute message; message index: ${index}`);
    }
    events.push(...messageEvents(decoded, index, own.events.all));
    own.stores.write();
  });
  all?.stores.write();
  return { data: proto(TxMsgData).encode({ data: [], msgResponses }), events };
}

/** The event that the SDK puts before a message's own, and `msg_index` on each of them. */
function messageEvents<K>(decoded: DecodedMessage<K>, index: number, own: readonly ChainEvent[]): ChainEvent[] {
  const action = decoded.route.typeUrl;
  const attributes: EventAttribute[] = [{ key: 'action', value: action }];
  const [sender] = signersOf(decoded);
  if (sender !== undefined) attributes.push({ key: 'sender', value: sender });
  const module = moduleOf(action);
  if (module !== undefined && !own.some(namesModule)) attributes.push({ key: 'module', value: module });
  const msgIndex = { key: 'msg_index', value: String(index) };
  return [{ type: 'message', attributes }, ...own].map((event) => withAttribute(event, msgIndex));
}

const namesModule = (event: ChainEvent): boolean => event.attributes.some(({ key }) => key === 'module');

/** The part of a type URL that the SDK takes for the module: `bank` of `/cosmos.bank.v1beta1.MsgSend`. */
function moduleOf(typeUrl: string): string | undefined {
  return typeUrl.split('.', 2)[1];
}

export function withAttribute(event: ChainEvent, attribute: EventAttribute): ChainEvent {
  return { type: event.type, attributes: [...event.attributes, attribute] };
}

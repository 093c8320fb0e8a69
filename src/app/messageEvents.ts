import type { ChainEvent, EventAttribute } from '../types/events.js';
import { type DecodedMessage, signersOf } from './decodeTx.js';

/** The event that the SDK puts before a message's own, and `msg_index` on each of them. */
export function messageEvents<K>(
  decoded: DecodedMessage<K>,
  index: number,
  own: readonly ChainEvent[],
): readonly ChainEvent[] {
  const { typeUrl } = decoded.route;
  const sender = signersOf(decoded)[0];
  return index === 0 && own.length === 0 ? quietEvents(typeUrl, sender) : madeEvents(typeUrl, sender, index, own);
}

const rememberedSenders = 10_000;
/** By type and sender. */
const quiet = new Map<string, Map<string | undefined, readonly ChainEvent[]>>();

/** Events of a first message that has none of its own, as most have: results live on, so they share them. */
function quietEvents(typeUrl: string, sender: string | undefined): readonly ChainEvent[] {
  let bySender = quiet.get(typeUrl);
  if (bySender === undefined || bySender.size >= rememberedSenders) {
    bySender = new Map();
    quiet.set(typeUrl, bySender);
  }
  let events = bySender.get(sender);
  if (events === undefined) {
    events = madeEvents(typeUrl, sender, 0, []);
    bySender.set(sender, events);
  }
  return events;
}

function madeEvents(
  typeUrl: string,
  sender: string | undefined,
  index: number,
  own: readonly ChainEvent[],
): ChainEvent[] {
  const { action, module } = openingOf(typeUrl);
  const signed = sender === undefined ? [action] : [action, { key: 'sender', value: sender }];
  const named = module === undefined || own.some(namesModule) ? signed : added(signed, module);
  const msgIndex = indexAttribute(index);
  const opening = { type: 'message', attributes: added(named, msgIndex) };
  return own.length === 0 ? [opening] : [opening, ...own.map((event) => withAttribute(event, msgIndex))];
}

const namesModule = (event: ChainEvent): boolean => event.attributes.some(({ key }) => key === 'module');

/** What the events of all messages of a type begin with. */
interface Opening {
  readonly action: EventAttribute;
  readonly module: EventAttribute | undefined;
}

const openings = new Map<string, Opening>();

function openingOf(typeUrl: string): Opening {
  const known = openings.get(typeUrl);
  if (known !== undefined) return known;
  // What the SDK takes for the module: `bank` of `/cosmos.bank.v1beta1.MsgSend`.
  const module = typeUrl.split('.', 2)[1];
  const opening = {
    action: { key: 'action', value: typeUrl },
    module: module === undefined ? undefined : { key: 'module', value: module },
  };
  openings.set(typeUrl, opening);
  return opening;
}

const firstIndex: EventAttribute = { key: 'msg_index', value: '0' };

const indexAttribute = (index: number): EventAttribute =>
  index === 0 ? firstIndex : { key: 'msg_index', value: String(index) };

/** A list with one more at its end, and no room for others: results are kept. */
const added = <T>(list: readonly T[], last: T): T[] => list.toSpliced(list.length, 0, last);

export function withAttribute({ type, attributes }: ChainEvent, attribute: EventAttribute): ChainEvent {
  return { type, attributes: added(attributes, attribute) };
}

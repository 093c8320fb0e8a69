import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { MessageFns } from '../types/codec.js';

/** A unary query method, as the generated service definitions describe it. */
export interface QueryMethod<Req, Res> {
  readonly name: string;
  readonly requestType: MessageFns<Req>;
  readonly responseType: MessageFns<Res>;
}

/**
 * What an actor knows of the chain: the last committed block, and answers to queries on its state.
 *
 * Any transport that can do this will do: in process here, RPC for an API node.
 */
export interface ChainClient {
  readonly chainId: string;
  readonly bech32Prefix: string;
  /** Height of the last committed block. */
  readonly height: bigint;
  /** Its time, in nanoseconds since the Unix epoch. */
  readonly time: bigint;
  /** @throws the query's coded error, for example NotFound */
  query<Req, Res>(service: string, method: QueryMethod<Req, Res>, request: Req): Res;
}

/** One transaction that an actor wants in the next block. */
export interface OutgoingTx {
  readonly sender: string;
  readonly messages: readonly Any[];
}

export const msgTypeUrl = (type: { readonly $type: string }): string => `/${type.$type}`;

/** Packs a generated message of the inference module. */
export function packed<T>(type: MessageFns<T> & { readonly $type: string }, message: T): Any {
  return { typeUrl: msgTypeUrl(type), value: type.encode(message).finish() };
}

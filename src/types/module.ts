import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import type { Codec } from '../store/value.js';
import type { Context } from './context.js';

/** What a block's end asks of the validator set: an ed25519 key and its new power (0 removes it). */
export interface ValidatorUpdate {
  readonly pubKey: Uint8Array;
  readonly power: bigint;
}

/** How one message type is checked and executed. `K` is the set of keepers that the app opens for a context. */
export interface MsgRoute<K, Req = unknown, Res = unknown> {
  readonly typeUrl: string;
  readonly request: Codec<Req>;
  readonly response: Codec<Res>;
  readonly responseTypeUrl: string;
  /** bech32 addresses that must sign, in order. */
  signers(msg: Req): readonly string[];
  /** Stateless checks; throws a coded error. */
  validateBasic?(msg: Req): void;
  handle(ctx: Context, keepers: K, msg: Req): Res;
}

/** How one gRPC query method is answered. Reads only. */
export interface QueryRoute<K, Req = unknown, Res = unknown> {
  /** For example `/inference.inference.Query/Params`. */
  readonly path: string;
  readonly request: Codec<Req>;
  readonly response: Codec<Res>;
  handle(ctx: Context, keepers: K, request: Req): Res;
}

/** Finds the handler of a packed message and runs it: how proposals act. The app provides it. */
export interface MsgRouter {
  /** The bech32 addresses that must sign, in order; undefined when no module handles the type. */
  signers(message: Any): readonly string[] | undefined;
  /** Stateless checks of the message; throws a coded error. */
  validateBasic(message: Any): void;
  /** Runs the handler in this context and packs its response. Events go to the context. */
  execute(ctx: Context, message: Any): Any;
}

/** One module of the chain, in the shape that all of them share. Genesis is the module's part of `app_state`, as JSON. */
export interface AppModule<K> {
  readonly name: string;
  /** Persistent stores that the module owns. */
  readonly stores: readonly string[];
  readonly msgs: readonly MsgRoute<K, never, unknown>[];
  readonly queries: readonly QueryRoute<K, never, unknown>[];
  validateGenesis(genesis: unknown): void;
  initGenesis(ctx: Context, keepers: K, genesis: unknown): readonly ValidatorUpdate[];
  exportGenesis(ctx: Context, keepers: K): unknown;
  beginBlock?(ctx: Context, keepers: K): void;
  endBlock?(ctx: Context, keepers: K): readonly ValidatorUpdate[];
  /** CometBFT's parameters as they are after a block, from the module that keeps them. */
  consensusParams?(ctx: Context): ConsensusParams;
}

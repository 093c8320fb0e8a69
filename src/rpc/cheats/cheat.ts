import type { z } from 'zod';
import type { Node } from '../../node/node.js';
import type { Json } from '../comet/shapes/json.js';

/** What cheats work on. */
export interface CheatDesk {
  readonly node: Node;
  /** Told of a long advance now and then: the height that is reached, and the one that is on the way. */
  readonly onProgress?: ((height: bigint, target: bigint) => void) | undefined;
}

/** Where a cheat's example begins: a fresh chain, after these calls. */
export interface CheatExample {
  readonly params: Readonly<Record<string, unknown>>;
  /** Calls that it needs before. */
  readonly after?: readonly (readonly [method: string, params: Readonly<Record<string, unknown>>])[];
}

/**
 * A way to bend the chain, by its RPC name: what it does in a sentence or two, its fields, a call that can be tried on a fresh
 * node, and its body.
 */
export interface Cheat<S extends z.ZodType = z.ZodType> {
  readonly name: `sim_${string}`;
  readonly doc: string;
  /** Fields stand in the order in which a list of them is read. Each says what it is, and its complaints say what is wanted. */
  readonly params: S;
  readonly example: CheatExample;
  run(desk: CheatDesk, params: z.output<S>): Json | Promise<Json>;
}

/** Declares a cheat, with its body's parameters known from its fields. */
export const cheat = <S extends z.ZodType>(declared: Cheat<S>): Cheat => declared;

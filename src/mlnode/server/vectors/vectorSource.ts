import type { PyInt } from '../python/pydantic.js';

/** What vectors are wanted for; only these decide about them. */
export interface VectorJob {
  /** The model that is loaded, not the name it was asked by. */
  readonly model: string;
  readonly blockHash: string;
  readonly publicKey: string;
  readonly kDim: number;
}

/** The vector of a nonce in its wire form, or undefined when the engine lost it. */
export type VectorOf = (nonce: PyInt) => string | undefined;

/** Makes vectors. What a job needs is prepared once, so that a nonce is cheap. */
export type VectorSource = (job: VectorJob) => VectorOf;

/** A vector scaled to length 1. */
export function unit(numbers: Float64Array): Float64Array {
  let sum = 0;
  for (const x of numbers) sum += x * x;
  const length = Math.sqrt(sum);
  for (let i = 0; i < numbers.length; i++) numbers[i]! /= length;
  return numbers;
}

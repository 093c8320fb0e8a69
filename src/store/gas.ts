import { CodedError, defineErrors } from '../util/errors.js';
import { maxUint64 } from '../util/int.js';

/** Counts the work of a transaction in the SDK's gas. Units are gas; `descriptor` names the operation for the error text. */
export interface GasMeter {
  readonly consumed: bigint;
  readonly limit: bigint | undefined;
  consume(amount: bigint, descriptor: string): void;
  refund(amount: bigint, descriptor: string): void;
}

/** Running out is an error of the SDK with a number; the other two are panics there. */
export const gasErrors = {
  ...defineErrors('sdk', { outOfGas: [11, 'out of gas'] }),
  ...defineErrors('undefined', { overflow: [111222, 'panic'], negative: [111222, 'panic'] }),
};

class Meter implements GasMeter {
  consumed = 0n;

  constructor(readonly limit: bigint | undefined) {}

  /** Adds the charge before it checks, so `consumed` may pass the limit (vectors README, "Cache and gas"). */
  consume(amount: bigint, descriptor: string): void {
    const total = this.consumed + amount;
    if (total > maxUint64) {
      this.consumed = maxUint64;
      throw new CodedError(gasErrors.overflow, `gas overflow in ${descriptor}`, { context: { descriptor } });
    }
    this.consumed = total;
    if (this.limit !== undefined && total > this.limit) {
      const text = `out of gas in location: ${descriptor}; gasWanted: ${this.limit}, gasUsed: ${total}`;
      throw new CodedError(gasErrors.outOfGas, text, { context: { descriptor, limit: this.limit, consumed: total } });
    }
  }

  refund(amount: bigint, descriptor: string): void {
    if (amount > this.consumed) {
      throw new CodedError(gasErrors.negative, `negative gas consumed in ${descriptor}`, { context: { descriptor } });
    }
    this.consumed -= amount;
  }
}

/** A meter that throws "out of gas" once more than `limit` is consumed. */
export const limitedGasMeter = (limit: bigint): GasMeter => new Meter(limit);

/** A meter that only counts: blocks, queries and genesis. */
export const infiniteGasMeter = (): GasMeter => new Meter(undefined);

export const isPastLimit = ({ consumed, limit }: GasMeter): boolean => limit !== undefined && consumed > limit;

export const isOutOfGas = ({ consumed, limit }: GasMeter): boolean => limit !== undefined && consumed >= limit;

/** What was consumed, or the limit when that is less. */
export function consumedToLimit({ consumed, limit }: GasMeter): bigint {
  return limit !== undefined && consumed > limit ? limit : consumed;
}

/** What may still be consumed: the whole of 64 bits when there is no limit. */
export function gasRemaining({ consumed, limit }: GasMeter): bigint {
  if (limit === undefined) return maxUint64;
  return consumed > limit ? 0n : limit - consumed;
}

/** Prices of store operations, in gas. */
export interface GasConfig {
  readonly has: bigint;
  readonly delete: bigint;
  readonly readFlat: bigint;
  readonly readPerByte: bigint;
  readonly writeFlat: bigint;
  readonly writePerByte: bigint;
  readonly iterateFlat: bigint;
}

/** Persistent and memory stores (cosmossdk.io/store, `KVGasConfig`). */
export const kvGasConfig: GasConfig = {
  has: 1000n,
  delete: 1000n,
  readFlat: 1000n,
  readPerByte: 3n,
  writeFlat: 2000n,
  writePerByte: 30n,
  iterateFlat: 30n,
};

/** Transient stores (cosmossdk.io/store, `TransientGasConfig`). */
export const transientGasConfig: GasConfig = {
  has: 100n,
  delete: 100n,
  readFlat: 100n,
  readPerByte: 0n,
  writeFlat: 200n,
  writePerByte: 3n,
  iterateFlat: 3n,
};

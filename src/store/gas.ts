import { CodedError, defineErrors } from '../util/errors.js';
import { maxUint64 } from '../util/int.js';

/** Counts the work of a transaction in the SDK's gas. Units are gas; `descriptor` names the operation for the error text. */
export interface GasMeter {
  readonly consumed: bigint;
  readonly limit: bigint | undefined;
  consume(amount: bigint | number, descriptor: string): void;
  refund(amount: bigint, descriptor: string): void;
}

/** Running out is an error of the SDK with a number; the other two are panics there. */
export const gasErrors = {
  ...defineErrors('sdk', { outOfGas: [11, 'out of gas'] }),
  ...defineErrors('undefined', { overflow: [111222, 'panic'], negative: [111222, 'panic'] }),
};

const maxExact = BigInt(Number.MAX_SAFE_INTEGER);

const exactPart = (gas: bigint): number => (gas > maxExact ? Number.MAX_SAFE_INTEGER : Number(gas));

class Meter implements GasMeter {
  /** Consumed, but for what was charged since in plain numbers, as most charges are: a bigint is garbage each time. */
  #settled = 0n;
  #since = 0;
  /** How far `#since` may grow before limits and exactness must be looked at. */
  #room: number;

  constructor(readonly limit: bigint | undefined) {
    this.#room = limit === undefined ? Number.MAX_SAFE_INTEGER : exactPart(limit);
  }

  get consumed(): bigint {
    return this.#settled + BigInt(this.#since);
  }

  /** Adds the charge before it checks, so `consumed` may pass the limit (vectors README, "Cache and gas"). */
  consume(amount: bigint | number, descriptor: string): void {
    if (typeof amount === 'number' && this.#since + amount <= this.#room) {
      this.#since += amount;
      return;
    }
    const total = this.consumed + BigInt(amount);
    if (total > maxUint64) {
      this.#settle(maxUint64);
      throw new CodedError(gasErrors.overflow, `gas overflow in ${descriptor}`, { context: { descriptor } });
    }
    this.#settle(total);
    if (this.limit !== undefined && total > this.limit) {
      const text = `out of gas in location: ${descriptor}; gasWanted: ${this.limit}, gasUsed: ${total}`;
      throw new CodedError(gasErrors.outOfGas, text, { context: { descriptor, limit: this.limit, consumed: total } });
    }
  }

  refund(amount: bigint, descriptor: string): void {
    const { consumed } = this;
    if (amount > consumed) {
      throw new CodedError(gasErrors.negative, `negative gas consumed in ${descriptor}`, { context: { descriptor } });
    }
    this.#settle(consumed - amount);
  }

  #settle(consumed: bigint): void {
    this.#settled = consumed;
    this.#since = 0;
    this.#room = exactPart((this.limit ?? maxUint64) - consumed);
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
  readonly has: number;
  readonly delete: number;
  readonly readFlat: number;
  readonly readPerByte: number;
  readonly writeFlat: number;
  readonly writePerByte: number;
  readonly iterateFlat: number;
}

/** Persistent and memory stores (cosmossdk.io/store, `KVGasConfig`). */
export const kvGasConfig: GasConfig = {
  has: 1000,
  delete: 1000,
  readFlat: 1000,
  readPerByte: 3,
  writeFlat: 2000,
  writePerByte: 30,
  iterateFlat: 30,
};

/** Transient stores (cosmossdk.io/store, `TransientGasConfig`). */
export const transientGasConfig: GasConfig = {
  has: 100,
  delete: 100,
  readFlat: 100,
  readPerByte: 0,
  writeFlat: 200,
  writePerByte: 3,
  iterateFlat: 3,
};

import type { TokenomicsData } from '../gen/inference/inference/tokenomics_data.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { addUint64 } from '../util/int.js';
import type { Keeper } from './keeper.js';

/** The module's running totals of money, in base units: 1118 before genesis has set them. */
export function getTokenomicsData({ state }: Keeper): TokenomicsData {
  const data = state.tokenomics.get();
  if (data === undefined) throw new CodedError(inferenceErrors.tokenomicsNotFound);
  return data;
}

export function setTokenomicsData({ state }: Keeper, data: TokenomicsData): void {
  state.tokenomics.set(data);
}

/** One of the totals that only grow. */
export type TokenomicsTotal = 'totalFees' | 'totalSubsidies' | 'totalRefunded' | 'totalBurned';

/** Adds to one of the totals. Answers them as they are stored now: messages pay for the look, whoever wants it or not. */
export function addToTokenomics(keeper: Keeper, total: TokenomicsTotal, amount: bigint): TokenomicsData {
  const data = getTokenomicsData(keeper);
  setTokenomicsData(keeper, { ...data, [total]: addUint64(data[total], amount, total) });
  return getTokenomicsData(keeper);
}

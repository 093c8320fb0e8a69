import type { Minter, Params } from 'cosmjs-types/cosmos/mint/v1beta1/mint';
import * as dec from '../../util/legacyDec.js';

const decOf = (units: string): dec.LegacyDec => dec.fromUnits(BigInt(units));
const least = (a: dec.LegacyDec, b: dec.LegacyDec): dec.LegacyDec => (a < b ? a : b);
const most = (a: dec.LegacyDec, b: dec.LegacyDec): dec.LegacyDec => (a > b ? a : b);

/** The minter of a new block: inflation moves towards the goal of bonded tokens, within its bounds (x/mint of SDK 0.53). */
export function nextMinter(minter: Minter, params: Params, bondedRatio: dec.LegacyDec, supply: bigint): Minter {
  const { blocksPerYear, goalBonded, inflationRateChange, inflationMax, inflationMin } = params;
  const distance = dec.sub(dec.one, dec.quo(bondedRatio, decOf(goalBonded)));
  const perYear = dec.mul(distance, decOf(inflationRateChange));
  const moved = dec.add(decOf(minter.inflation), dec.quo(perYear, dec.fromInt(blocksPerYear)));
  const inflation = least(most(moved, decOf(inflationMin)), decOf(inflationMax));
  return { inflation: String(inflation), annualProvisions: String(dec.mulInt(inflation, supply)) };
}

/** What one block mints, in base units: the year's provisions over the blocks of a year, rounded down. */
export const blockProvision = ({ annualProvisions }: Minter, { blocksPerYear }: Params): bigint =>
  dec.truncateInt(dec.quoInt(decOf(annualProvisions), blocksPerYear));

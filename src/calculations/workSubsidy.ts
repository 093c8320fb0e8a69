import type { TokenomicsParams } from '../gen/inference/inference/params.js';
import type { SettlementInput } from '../types/strategies.js';
import { type Ratio, toRatio } from '../util/decimal.js';
import { CodedError, simErrors } from '../util/errors.js';
import { minOf } from '../util/int.js';
import { orZero } from './orZero.js';
import type { SubsidySupply } from './settlement.js';

/** Part of the tokenomics params. */
export type SubsidyParams = Pick<
  TokenomicsParams,
  'currentSubsidyPercentage' | 'subsidyReductionInterval' | 'subsidyReductionAmount'
>;

const noParams: SubsidyParams = {
  currentSubsidyPercentage: undefined,
  subsidyReductionInterval: undefined,
  subsidyReductionAmount: undefined,
};

export const subsidyParamsOf = ({ params }: SettlementInput): SubsidyParams => params.tokenomicsParams ?? noParams;

/** The subsidy of an epoch's work, in base units, and whether the stored percentage is lowered afterwards. */
export interface WorkSubsidy {
  readonly subsidy: bigint;
  readonly crossedCutoff: boolean;
}

/**
 * The subsidy that an epoch's work earns (reference, section 8.2), exactly, with one floor.
 *
 * It is work / (1 − percentage). The supply is cut into equal units; what lies beyond the next cutoff is paid at the
 * lowered percentage, whatever further cutoffs it passes, and never more than the supply holds.
 *
 * @param work base units paid for inference in the epoch
 * @throws gonka-sim/2 when the percentage is 100 or more, or when the supply is too small for its cutoffs
 */
export function workSubsidy(work: bigint, { paid, supply }: SubsidySupply, params: SubsidyParams): WorkSubsidy {
  if (paid >= supply) return { subsidy: 0n, crossedCutoff: false };
  const unit = cutoffUnit(supply, params);
  const until = minOf((paid / unit + 1n) * unit, supply) - paid;

  const unpaid = complement(toRatio(orZero(params.currentSubsidyPercentage)));
  const subsidy = (work * unpaid.denominator) / unpaid.numerator;
  if (subsidy <= until) return { subsidy, crossedCutoff: false };

  // beyond = (work − until * unpaid) / unpaid at the lower percentage
  const later = unsubsidisedAfter(params);
  const rest = work * unpaid.denominator - until * unpaid.numerator;
  const beyond = (rest * later.denominator) / (unpaid.denominator * later.numerator);
  return { subsidy: minOf(until + beyond, supply - paid), crossedCutoff: true };
}

/** Distance of two cutoffs: a part of the supply, rounded half up. */
function cutoffUnit(supply: bigint, params: SubsidyParams): bigint {
  const { numerator, denominator } = toRatio(orZero(params.subsidyReductionInterval));
  const unit = (2n * numerator * supply + denominator) / (2n * denominator);
  if (unit <= 0n) throw new CodedError(simErrors.divisionByZero, 'subsidy cutoff', { context: { supply } });
  return unit;
}

/** 1 − percentage * (1 − reduction). */
function unsubsidisedAfter(params: SubsidyParams): Ratio {
  const percentage = toRatio(orZero(params.currentSubsidyPercentage));
  const reduction = toRatio(orZero(params.subsidyReductionAmount));
  return complement({
    numerator: percentage.numerator * (reduction.denominator - reduction.numerator),
    denominator: percentage.denominator * reduction.denominator,
  });
}

/** 1 − percentage: the part of a participant's income that requesters pay. */
function complement({ numerator, denominator }: Ratio): Ratio {
  if (numerator >= denominator) throw new CodedError(simErrors.divisionByZero, 'subsidy percentage of 100 or more');
  return { numerator: denominator - numerator, denominator };
}

import type { CoverageBonus } from '../types/strategies.js';
import { coveredParticipants } from './modelCoverage.js';

const basisPoints = 10_000n;

/**
 * Coverage bonus of profile proposal (seed 3, section 6): the reward of whoever supports every model of the epoch is
 * multiplied by 1 + `coverage_bonus_basis_points` / 10000; 1.10 by default. Cost: O(members of all sub-groups).
 */
export const coverageBonus: CoverageBonus = ({ participants, rootGroup, subGroups, params }) => {
  const covered = coveredParticipants(rootGroup.subGroupModels, subGroups);
  const bonus = BigInt(params.multiModelParams?.coverageBonusBasisPoints ?? 0);
  const multiplier = { numerator: basisPoints + bonus, denominator: basisPoints };
  return new Map(participants.filter((address) => covered.has(address)).map((address) => [address, multiplier]));
};

/** Coverage bonus of profile gonka-2025-08: none; the deployed hooks answer 1.0 for everyone (reference, section 8.3). */
export const noCoverageBonus: CoverageBonus = () => new Map();

import type { InferenceKeepers } from '../../keeper/keeper.js';
import { brokenSdkInvariants } from '../../sdk/invariants.js';
import type { SdkKeepers } from '../../sdk/keepers.js';
import { CodedError, simErrors } from '../../util/errors.js';
import type { ChainProfile } from '../chainProfile.js';
import { claimsAreSettled, mintedIsSettled, moduleIsSolvent } from './books.js';
import { groupSnapshots } from './groupSnapshots.js';
import { groupTotals, subGroupMembers } from './groupTotals.js';
import { groupVoters, voterKeys } from './groupVoters.js';
import type { Invariant } from './invariant.js';
import { nodeSlots } from './nodeSlots.js';
import { nodeWeights } from './nodeWeights.js';
import { openRequests } from './openRequests.js';
import { epochChain, orphans, pocOrphans } from './orphans.js';

/**
 * What the deployed rules keep to, for all their oddities. A change of the epoch's lengths in the middle of PoC can make that
 * chain begin a PoC or form an epoch once more, so nothing here counts on either happening once.
 */
export const deployedInvariants: readonly Invariant[] = [
  epochChain,
  orphans,
  groupTotals,
  groupVoters,
  nodeSlots,
  claimsAreSettled,
];

/** What the proposal keeps to besides: snapshots, exact weights, and books (docs/QUIRKS.md says what the other does). */
export const proposalInvariants: readonly Invariant[] = [
  ...deployedInvariants,
  pocOrphans,
  subGroupMembers,
  voterKeys,
  groupSnapshots,
  nodeWeights,
  openRequests,
  mintedIsSettled,
  moduleIsSolvent,
];

/** All that is broken after a block, `invariant: contradiction`: the module's own and its neighbours'. Cost: O(state). */
export function brokenInvariants(keepers: SdkKeepers & InferenceKeepers, profile: ChainProfile): string[] {
  const own = profile.invariants.flatMap(({ name, check }) =>
    [...check(keepers.inference, profile.epochs)].map((contradiction) => `${name}: ${contradiction}`),
  );
  return [...own, ...brokenSdkInvariants(keepers)];
}

/**
 * Makes sure that nothing is broken.
 *
 * @throws gonka-sim/24 with every contradiction, one a line; `context.broken` has them as data
 */
export function checkInvariants(keepers: SdkKeepers & InferenceKeepers, profile: ChainProfile): void {
  const broken = brokenInvariants(keepers, profile);
  if (broken.length === 0) return;
  const { height } = keepers.inference;
  const detail = `height ${height}\n${broken.join('\n')}\n`;
  throw new CodedError(simErrors.invariantBroken, detail, { context: { height, broken } });
}

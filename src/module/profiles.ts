import { batchFilter, batchFilterA25 } from '../calculations/batchFilter.js';
import { coverageBonus, noCoverageBonus } from '../calculations/coverageBonus.js';
import { modelAssignment } from '../calculations/modelAssignment.js';
import { modelAssignmentA25 } from '../calculations/modelAssignmentA25.js';
import { pocWeights, pocWeightsA25 } from '../calculations/pocWeights.js';
import { settlementA25 } from '../calculations/settlementA25.js';
import { exactShares, settlementProposal } from '../calculations/settlementProposal.js';
import { slotSelection, slotSelectionA25 } from '../calculations/slotSelection.js';
import { throughput, throughputA25 } from '../calculations/throughput.js';
import { deployedConduct } from '../keeper/conductDeployed.js';
import { proposalConduct } from '../keeper/conductProposal.js';
import { builtInNames, completeProfile, defineStrategy } from '../types/strategies.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { ChainProfile } from './chainProfile.js';
import { deployedEpochs, proposalEpochs } from './epochConduct.js';
import { deployedGenesis, proposalGenesis } from './genesis/genesisConduct.js';
import { deployedInvariants, proposalInvariants } from './invariants/checkInvariants.js';

/** The rules of the seed documents. */
export const proposal: ChainProfile = {
  ...completeProfile({
    name: builtInNames.proposal,
    strategies: {
      modelAssignment: defineStrategy('modelAssignment', 'every declared model', modelAssignment),
      slotAllocation: defineStrategy('slotAllocation', 'weighted draw to half', slotSelection),
      batchFilter: defineStrategy('batchFilter', 'no batches of serving nodes', batchFilter),
      weights: defineStrategy('weights', 'mined and preserved', pocWeights),
      settlement: defineStrategy('settlement', exactShares, settlementProposal),
      coverageBonus: defineStrategy('coverageBonus', 'all models', coverageBonus),
      throughput: defineStrategy('throughput', 'expected and real', throughput),
    },
  }),
  conduct: proposalConduct,
  epochs: proposalEpochs,
  genesis: proposalGenesis,
  invariants: proposalInvariants,
};

/** The rules as they were deployed in August 2025, oddities included (docs/QUIRKS.md). */
export const deployed: ChainProfile = {
  ...completeProfile({
    name: builtInNames.deployed,
    strategies: {
      modelAssignment: defineStrategy('modelAssignment', 'smallest declared model', modelAssignmentA25),
      slotAllocation: defineStrategy('slotAllocation', 'half of each participant', slotSelectionA25, {
        when: 'formation',
      }),
      batchFilter: defineStrategy('batchFilter', 'none', batchFilterA25),
      weights: defineStrategy('weights', 'as deployed', pocWeightsA25),
      settlement: defineStrategy('settlement', 'as deployed', settlementA25),
      coverageBonus: defineStrategy('coverageBonus', 'none', noCoverageBonus),
      throughput: defineStrategy('throughput', 'none', throughputA25),
    },
  }),
  conduct: deployedConduct,
  epochs: deployedEpochs,
  genesis: deployedGenesis,
  invariants: deployedInvariants,
};

/** Name of the profile of a chain whose state names none. */
export const unnamedProfile = deployed.name;

/** Profiles by name: the two built-in ones and a user's own. */
export class ProfileRegistry {
  readonly #profiles: ReadonlyMap<string, ChainProfile>;

  constructor(own: readonly ChainProfile[] = []) {
    this.#profiles = new Map([proposal, deployed, ...own].map((profile) => [profile.name, profile]));
  }

  /** @throws gonka-sim/22, with the names that there are */
  get(name: string): ChainProfile {
    const profile = this.#profiles.get(name);
    if (profile !== undefined) return profile;
    const names = [...this.#profiles.keys()];
    const remedy = `no profile '${name}' here; there are ${names.join(', ')}`;
    throw new CodedError(simErrors.profileUnknown, remedy, { context: { name, names } });
  }
}

import type {
  EpochGroupData,
  MLNodeInfo,
  SeedSignature,
  ValidationWeight,
} from '../gen/inference/inference/epoch_group_data.js';
import { addInt64 } from '../util/int.js';

/** What one participant brings into a group of the epoch. */
export interface NewMember {
  readonly address: string;
  /** Total over all of its distinct nodes: the same in the root group and in every sub-group. */
  readonly weight: bigint;
  /** Base64 of its ed25519 consensus key; becomes the member's metadata in x/group. */
  readonly validatorKey: string;
  readonly seedSignature: string;
  /** 0 to 100. */
  readonly reputation: number;
  readonly models: readonly string[];
  /** `mlNodes[i]` serves `models[i]`. */
  readonly mlNodes: readonly (readonly MLNodeInfo[])[];
}

/**
 * A group record that is being filled. Members are collected here and the record is made once, so that forming a group of
 * P members costs O(P); a record that is read and written for every member costs O(P²).
 */
export class GroupDraft {
  readonly #base: EpochGroupData;
  readonly #seedSignatures: SeedSignature[];
  readonly #validationWeights: ValidationWeight[];
  readonly #subGroupModels: string[];
  #totalWeight: bigint;

  constructor(base: EpochGroupData) {
    this.#base = base;
    this.#seedSignatures = [...base.memberSeedSignatures];
    this.#validationWeights = [...base.validationWeights];
    this.#subGroupModels = [...base.subGroupModels];
    this.#totalWeight = base.totalWeight;
  }

  get groupId(): bigint {
    return this.#base.epochGroupId;
  }

  /** Adds a member with the nodes that it has in this group: none in the root group. */
  addMember(member: NewMember, mlNodes: readonly MLNodeInfo[]): void {
    this.#seedSignatures.push({ memberAddress: member.address, signature: member.seedSignature });
    const { address: memberAddress, weight, reputation } = member;
    this.#validationWeights.push({ memberAddress, weight, reputation, mlNodes });
    this.#totalWeight = addInt64(this.#totalWeight, weight, 'total_weight');
  }

  addSubGroupModel(model: string): void {
    this.#subGroupModels.push(model);
  }

  get record(): EpochGroupData {
    return {
      ...this.#base,
      memberSeedSignatures: this.#seedSignatures,
      validationWeights: this.#validationWeights,
      subGroupModels: this.#subGroupModels,
      totalWeight: this.#totalWeight,
    };
  }
}

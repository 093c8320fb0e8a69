import type { EpochGroupGround } from '../../src/epochgroup/ground.js';
import type { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import type { ExpectedGroup, GroupMember } from '../../src/types/expectedKeepers.js';
import { CodedError, defineErrors } from '../../src/util/errors.js';

const groupErrors = defineErrors('group', { weight: [2, 'weight must be positive'] });

/** Ground of epoch groups in plain maps: records by `epoch/model`, and an x/group that notes what it is told. */
export class MemoryGround implements EpochGroupGround {
  readonly authority = 'gov';
  readonly records = new Map<string, EpochGroupData>();
  /** Members as `address weight key`, by the text with which their group was made. */
  readonly voters = new Map<string, string[]>();
  readonly metadata = new Map<bigint, string>();
  /** Changes of groups that x/group was asked for. */
  changes = 0;
  readonly #ids: string[] = [];

  constructor(readonly knownModels: readonly string[]) {}

  readonly groups = {
    createWithPolicy: ({ metadata }: { metadata: string }) => {
      this.#ids.push(metadata);
      this.voters.set(metadata, []);
      const groupId = BigInt(this.#ids.length);
      this.metadata.set(groupId, metadata);
      return { groupId, policyAddress: `policy${groupId}` };
    },
    updateMembers: (_: string, groupId: bigint, members: readonly GroupMember[]) => {
      this.changes += 1;
      for (const { address, weight, metadata } of members) {
        if (weight <= 0n) throw new CodedError(groupErrors.weight, address);
        this.voters.get(this.#ids[Number(groupId) - 1]!)!.push(`${address} ${weight} ${metadata}`);
      }
    },
    updateMetadata: (_: string, groupId: bigint, metadata: string) => {
      this.changes += 1;
      this.metadata.set(groupId, metadata);
    },
  } as unknown as ExpectedGroup;

  get(epochIndex: bigint, model: string): EpochGroupData | undefined {
    return this.records.get(`${epochIndex}/${model}`);
  }

  set(data: EpochGroupData): void {
    this.records.set(`${data.epochIndex}/${data.modelId}`, data);
  }

  model(id: string): Model | undefined {
    return this.knownModels.includes(id) ? Model.fromPartial({ id, throughputPerNonce: 10n }) : undefined;
  }
}

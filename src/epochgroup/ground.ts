import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { Model } from '../gen/inference/inference/model.js';
import type { ExpectedGroup } from '../types/expectedKeepers.js';

/** What epoch groups stand on: x/group for members and votes, the module's records for all else. */
export interface EpochGroupGround {
  readonly groups: ExpectedGroup;
  /** The gov account: admin of every group. */
  readonly authority: string;
  get(epochIndex: bigint, model: string): EpochGroupData | undefined;
  set(data: EpochGroupData): void;
  /** The registry's model as it is now. */
  model(id: string): Model | undefined;
}

/** Metadata of a root group whose members are not those that staking knows. */
export const groupChanged = 'changed';
export const groupUnchanged = 'unchanged';

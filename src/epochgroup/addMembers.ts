import type { EpochGroupData, MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import { CodedError } from '../util/errors.js';
import { createSubGroup } from './createGroup.js';
import type { EpochGroupGround } from './ground.js';
import { groupChanged } from './ground.js';
import { GroupDraft, type NewMember } from './groupDraft.js';

/** What forming an epoch's groups made, and who could not be added whole. */
export interface FormedGroups {
  readonly root: EpochGroupData;
  /** In the order of `root.subGroupModels`. */
  readonly subGroups: readonly EpochGroupData[];
  readonly refused: readonly { readonly address: string; readonly reason: CodedError }[];
}

/**
 * Fills an epoch's root group, and per model a sub-group that is opened when its first member comes (reference, section
 * 6; seed 3, sections 3 to 5).
 *
 * A member that x/group refuses (weight 0) stays in the root record without a vote and gets into no sub-group; a model
 * that governance does not know is passed over. Nothing is stored here: the caller may still work on the records.
 * Cost: O(members + their nodes).
 */
export function addMembers(
  ground: EpochGroupGround,
  root: EpochGroupData,
  members: readonly NewMember[],
): FormedGroups {
  const rootDraft = new GroupDraft(root);
  const subDrafts = new Map<string, GroupDraft>();
  const refused: { address: string; reason: CodedError }[] = [];
  for (const member of members) {
    rootDraft.addMember(member, []);
    try {
      addVoter(ground, rootDraft.groupId, member);
      ground.groups.updateMetadata(ground.authority, rootDraft.groupId, groupChanged);
    } catch (reason) {
      if (!(reason instanceof CodedError)) throw reason;
      refused.push({ address: member.address, reason });
      continue;
    }
    addToSubGroups(ground, root, rootDraft, subDrafts, member);
  }
  return { root: rootDraft.record, subGroups: [...subDrafts.values()].map((draft) => draft.record), refused };
}

function addToSubGroups(
  ground: EpochGroupGround,
  root: EpochGroupData,
  rootDraft: GroupDraft,
  subDrafts: Map<string, GroupDraft>,
  member: NewMember,
): void {
  member.models.forEach((modelId, place) => {
    let draft = subDrafts.get(modelId);
    if (draft === undefined) {
      const model = ground.model(modelId);
      if (model === undefined) return;
      draft = new GroupDraft(createSubGroup(ground, root, model));
      subDrafts.set(modelId, draft);
      rootDraft.addSubGroupModel(modelId);
    }
    draft.addMember(member, nodesFor(member, place));
    addVoter(ground, draft.groupId, member);
  });
}

/** The member's nodes for its model at that place of the list (the seed's `StoreMLNodeInfo`). */
const nodesFor = ({ mlNodes }: NewMember, place: number): readonly MLNodeInfo[] => mlNodes[place] ?? [];

function addVoter({ groups, authority }: EpochGroupGround, groupId: bigint, member: NewMember): void {
  const { address, weight, validatorKey: metadata } = member;
  groups.updateMembers(authority, groupId, [{ address, weight, metadata }]);
}

import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import { CodedError } from '../util/errors.js';
import { createSubGroup } from './createGroup.js';
import type { EpochGroupGround } from './ground.js';
import { GroupDraft, type NewMember } from './groupDraft.js';
import { oneByOne, type VoterRoll } from './voterRoll.js';

/** Someone who is in the root record only, and why. */
export interface RefusedMember {
  readonly address: string;
  readonly reason: CodedError;
}

/** What forming an epoch's groups made, and who could not be added whole. */
export interface FormedGroups {
  readonly root: EpochGroupData;
  /** In the order of `root.subGroupModels`. */
  readonly subGroups: readonly EpochGroupData[];
  readonly refused: readonly RefusedMember[];
}

/**
 * Fills an epoch's root group, and per model a sub-group that is opened when its first member comes (reference, section
 * 6; seed 3, sections 3 to 5).
 *
 * A member that the voter roll refuses (weight 0) stays in the root record without a vote and gets into no sub-group; a
 * model that governance does not know is passed over. No record is stored here: the caller may still work on them.
 * Cost: O(members + their nodes).
 */
export function addMembers(
  ground: EpochGroupGround,
  root: EpochGroupData,
  members: readonly NewMember[],
  openVoterRoll = oneByOne,
): FormedGroups {
  const roll = openVoterRoll(ground);
  const rootDraft = new GroupDraft(root);
  const subGroups = new SubGroupDrafts(ground, root, rootDraft);
  const refused: RefusedMember[] = [];
  for (const member of members) {
    rootDraft.addMember(member, []);
    const reason = refusal(() => roll.add(rootDraft.groupId, member));
    if (reason !== undefined) {
      refused.push({ address: member.address, reason });
      continue;
    }
    roll.markChanged(rootDraft.groupId);
    subGroups.add(member, roll);
  }
  roll.close();
  return { root: rootDraft.record, subGroups: subGroups.records, refused };
}

function refusal(run: () => void): CodedError | undefined {
  try {
    run();
    return undefined;
  } catch (reason) {
    if (reason instanceof CodedError) return reason;
    throw reason;
  }
}

/** The model groups under a root group, each opened when it is first asked for. */
class SubGroupDrafts {
  readonly #ground: EpochGroupGround;
  readonly #root: EpochGroupData;
  readonly #rootDraft: GroupDraft;
  readonly #drafts = new Map<string, GroupDraft>();

  constructor(ground: EpochGroupGround, root: EpochGroupData, rootDraft: GroupDraft) {
    this.#ground = ground;
    this.#root = root;
    this.#rootDraft = rootDraft;
  }

  /** Adds a member to the group of each of its models, with its nodes for it (the seed's `StoreMLNodeInfo`). */
  add(member: NewMember, roll: VoterRoll): void {
    member.models.forEach((modelId, place) => {
      const draft = this.#drafts.get(modelId) ?? this.#open(modelId);
      if (draft === undefined) return;
      draft.addMember(member, member.mlNodes[place] ?? []);
      roll.add(draft.groupId, member);
    });
  }

  #open(modelId: string): GroupDraft | undefined {
    const model = this.#ground.model(modelId);
    if (model === undefined) return undefined;
    const draft = new GroupDraft(createSubGroup(this.#ground, this.#root, model));
    this.#drafts.set(modelId, draft);
    this.#rootDraft.addSubGroupModel(modelId);
    return draft;
  }

  get records(): readonly EpochGroupData[] {
    return [...this.#drafts.values()].map((draft) => draft.record);
  }
}

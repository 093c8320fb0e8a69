import { coveredParticipants } from '../calculations/modelCoverage.js';
import type { EpochGroupData, MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import { getEpochGroupData, getSubGroups, requireEpochGroupData } from '../keeper/epochGroupData.js';
import { getEpochContext, requireEpoch } from '../keeper/epochs.js';
import type { Keeper } from '../keeper/keeper.js';
import { getPerformanceSummary } from '../keeper/performanceSummaries.js';
import { getTokenomicsData } from '../keeper/tokenomics.js';
import { stageHeights } from '../types/stages.js';
import { bytesToHex } from '../util/bytes.js';
import { toSafeNumber } from '../util/int.js';
import type { EpochReport, Happenings, ModelRow, ParticipantRow } from './runRecord.js';

/** Index of the timeslot in which a node serves inference during PoC. */
const pocSlot = 1;

/** What an epoch's report is read from. */
export interface EndedEpoch {
  readonly epoch: bigint;
  /** The state of the block in which the next epoch took over. */
  readonly keeper: Keeper;
  readonly appHash: Uint8Array;
  /** The state of an earlier height; undefined when it is not kept. */
  readonly at: (height: bigint) => Keeper | undefined;
  /** Name of a participant in the scenario. */
  readonly nameOf: (address: string) => string | undefined;
  readonly happenings: Happenings;
}

/** Reads an ended epoch out of the chain's records. Cost: O(nodes + participants). */
export function epochReport(ended: EndedEpoch): EpochReport {
  const { epoch, keeper, appHash } = ended;
  const root = requireEpochGroupData(keeper, epoch);
  const groups = getSubGroups(keeper, root);
  const participants = participantRows(ended, root, groups);
  const settled = participants.reduce((sum, { reward }) => sum + reward, 0n);
  return {
    type: 'epoch',
    epoch: toSafeNumber(epoch, 'epoch'),
    stages: stagesOf(keeper, epoch),
    participants,
    models: groups.map(modelRow),
    minted: mintedFor(ended, settled),
    settled,
    appHash: bytesToHex(appHash).toUpperCase(),
    height: toSafeNumber(keeper.height, 'height'),
    ...ended.happenings,
  };
}

/** All 0 for epoch 0, which no PoC came before. */
function stagesOf(keeper: Keeper, epoch: bigint): EpochReport['stages'] {
  const heights = stageHeights(getEpochContext(keeper, requireEpoch(keeper, epoch)));
  return Object.fromEntries(Object.entries(heights).map(([stage, height]) => [stage, toSafeNumber(height, stage)]));
}

function participantRows(
  { epoch, keeper, nameOf }: EndedEpoch,
  root: EpochGroupData,
  groups: readonly EpochGroupData[],
): ParticipantRow[] {
  const kept = preservedNodes(keeper, epoch);
  const covered = coveredParticipants(root.subGroupModels, groups);
  const nodes = nodesByMember(groups);
  return root.validationWeights.map(({ memberAddress: address, weight, reputation }) => {
    const own = nodes.get(address);
    const name = nameOf(address);
    const weightOf = (wanted: boolean) =>
      [...(own?.values() ?? [])]
        .filter(({ nodeId }) => kept.has(nodeKey(address, nodeId)) === wanted)
        .reduce((sum, { pocWeight }) => sum + pocWeight, 0n);
    return {
      address,
      ...(name === undefined ? {} : { name }),
      weight,
      mined: own === undefined ? weight : weightOf(false),
      preserved: weightOf(true),
      reward: getPerformanceSummary(keeper, address, epoch)?.rewardedCoins ?? 0n,
      covered: covered.has(address),
      reputation,
    };
  });
}

const nodeKey = (participant: string, nodeId: string): string => `${participant}/${nodeId}`;

/** Each member's nodes by id: a node that stands in several sub-groups counts once. */
function nodesByMember(groups: readonly EpochGroupData[]): ReadonlyMap<string, ReadonlyMap<string, MLNodeInfo>> {
  const members = new Map<string, Map<string, MLNodeInfo>>();
  for (const { memberAddress, mlNodes } of groups.flatMap(({ validationWeights }) => validationWeights)) {
    const own = members.get(memberAddress) ?? new Map<string, MLNodeInfo>();
    for (const node of mlNodes) own.set(node.nodeId, node);
    members.set(memberAddress, own);
  }
  return members;
}

/** Nodes that served through the PoC before this epoch, and so brought their weight over from the last one. */
function preservedNodes(keeper: Keeper, epoch: bigint): ReadonlySet<string> {
  const before = epoch === 0n ? undefined : getEpochGroupData(keeper, epoch - 1n);
  if (before === undefined) return new Set();
  const members = getSubGroups(keeper, before).flatMap(({ validationWeights }) => validationWeights);
  return new Set(
    members.flatMap(({ memberAddress, mlNodes }) =>
      mlNodes.filter((node) => node.timeslotAllocation[pocSlot]).map(({ nodeId }) => nodeKey(memberAddress, nodeId)),
    ),
  );
}

function modelRow(group: EpochGroupData): ModelRow {
  return {
    id: group.modelId,
    nodes: group.validationWeights.flatMap(({ memberAddress: participant, mlNodes }) =>
      mlNodes.map(({ nodeId, pocWeight, throughput, timeslotAllocation: slots }) => ({
        participant,
        nodeId,
        pocWeight,
        throughput,
        slots,
      })),
    ),
    totalThroughput: group.totalThroughput,
    expected: group.expectedThroughputVector,
    real: group.realThroughputVector,
  };
}

/**
 * What the settlement of the epoch minted: it ran at the end of the next epoch's PoC. A chain that began after that, from
 * an export, cannot tell; there it is what was settled.
 */
function mintedFor({ epoch, keeper, at }: EndedEpoch, settled: bigint): bigint {
  const settledAt = getEpochContext(keeper, requireEpoch(keeper, epoch + 1n)).endOfPoCValidation;
  const before = at(settledAt - 1n);
  if (before === undefined) return settled;
  return getTokenomicsData(keeper).totalSubsidies - getTokenomicsData(before).totalSubsidies;
}

import { type EpochGroupData, TimeslotType } from '../../gen/inference/inference/epoch_group_data.js';
import type { Participant } from '../../gen/inference/inference/participant.js';
import { internal } from '../../types/queryStatus.js';
import { drawWeighted, seededRandom, seedText } from '../../util/seededRandom.js';
import { getEpochGroupData, getSubGroups, requireCurrentRootGroup, rootModel } from '../epochGroupData.js';
import { getCurrentEpochContext } from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { getParticipant } from '../participants.js';

/**
 * A participant to send a request to, drawn by weight among the members of the current epoch who may serve the model now:
 * all of them outside of PoC, those with a node in the PoC slot during it (reference, section 6). An empty model stands for
 * any. The deployed chain draws anew at every call; here all calls at one height get one answer. Cost: O(members).
 *
 * @throws gRPC 13 when the model has no sub-group, or nobody may serve
 */
export function randomExecutor(keeper: Keeper, model: string): Participant {
  const root = requireCurrentRootGroup(keeper);
  const group = groupOf(keeper, root, model);
  const serving = servingNow(keeper, root, model);
  const members = keeper.neighbours.group
    .members(group.epochGroupId)
    .filter(({ address, weight }) => weight > 0n && (serving === undefined || serving.has(address)));
  if (members.length === 0) throw internal(`no member may serve model ${JSON.stringify(model)} now`);

  const subject = { what: `random_executor:${model}:${keeper.height}`, epoch: root.epochIndex };
  const random = seededRandom(seedText({ ...subject, appHash: keeper.ctx.block.previousAppHash }));
  const weights = members.map(({ weight }) => weight);
  const executor = getParticipant(keeper, members[drawWeighted(random, weights)]!.address);
  if (executor === undefined) throw internal('the member that was drawn is no participant');
  return executor;
}

function groupOf(keeper: Keeper, root: EpochGroupData, model: string): EpochGroupData {
  const group = getEpochGroupData(keeper, root.epochIndex, model);
  if (group !== undefined) return group;
  const detail = 'epoch group data not found for the given poc start block height and model id';
  throw internal(`rpc error: code = Internal desc = Error getting sub-group for model ${model}: ${detail}`);
}

/** Who serves while others mine; undefined outside of PoC, when everybody does. */
function servingNow(keeper: Keeper, root: EpochGroupData, model: string): ReadonlySet<string> | undefined {
  const context = getCurrentEpochContext(keeper);
  const { height } = keeper;
  if (context.phaseAt(height) === 'Inference' && height > context.setNewValidators) return undefined;
  const groups = getSubGroups(keeper, root).filter(({ modelId }) => model === rootModel || modelId === model);
  const serving = groups.flatMap(({ validationWeights }) =>
    validationWeights.filter(({ mlNodes }) =>
      mlNodes.some(({ timeslotAllocation }) => timeslotAllocation[TimeslotType.POC_SLOT]),
    ),
  );
  return new Set(serving.map(({ memberAddress }) => memberAddress));
}

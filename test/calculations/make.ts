import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { EpochGroupData, MLNodeInfo } from '../../src/gen/inference/inference/epoch_group_data.js';
import { HardwareNode, HardwareNodeStatus, HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { MultiModelParams, Params } from '../../src/gen/inference/inference/params.js';
import { Participant } from '../../src/gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../../src/gen/inference/inference/pocbatch.js';
import type { EndingEpoch, WeightsInput } from '../../src/types/strategies.js';

// Short forms of records, so that a test shows what it is about and nothing else.

/** A node from `id:weight[:slots]`, slots as two digits; throughput is ten times the weight. */
export function node(text: string): MLNodeInfo {
  const [nodeId, weight, slots = '10'] = text.split(':');
  const pocWeight = BigInt(weight!);
  const timeslotAllocation = [...slots].map((slot) => slot === '1');
  return MLNodeInfo.fromPartial({ nodeId: nodeId!, pocWeight, throughput: pocWeight * 10n, timeslotAllocation });
}

/** The inverse of `node`. */
export const nodeText = ({ nodeId, pocWeight, timeslotAllocation }: MLNodeInfo): string =>
  `${nodeId}:${pocWeight}:${timeslotAllocation.map(Number).join('')}`;

/** Nodes from words: `nodes('a:5 b:7:11')`. */
export const nodes = (text: string): MLNodeInfo[] => text.split(' ').filter(Boolean).map(node);

/** A sub-group or, without a model, the root group, from lines `address weight | nodes`. */
export function group(modelId: string, members: string): EpochGroupData {
  const validationWeights = members.split(';').map((member) => {
    const [who, list = ''] = member.split('|');
    const [memberAddress, weight] = who!.trim().split(' ');
    return { memberAddress: memberAddress!, weight: BigInt(weight ?? 0), reputation: 0, mlNodes: nodes(list.trim()) };
  });
  return EpochGroupData.fromPartial({ modelId, validationWeights, modelSnapshot: model(modelId) });
}

export const model = (id: string): Model => Model.fromPartial({ id, throughputPerNonce: 10n });

export const endingEpoch = (parts: Partial<EndingEpoch> = {}): EndingEpoch => ({
  rootGroup: undefined,
  subGroups: [],
  activeParticipants: undefined,
  ...parts,
});

/** Declared nodes from words `id=model,model`, with an optional `!STATUS`. */
export function hardware(participant: string, text: string): HardwareNodes {
  const hardwareNodes = text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [declared, status = 'INFERENCE'] = word.split('!');
      const [localId, models = ''] = declared!.split('=');
      return HardwareNode.fromPartial({
        localId: localId!,
        models: models.split(',').filter(Boolean),
        status: HardwareNodeStatus[status as keyof typeof HardwareNodeStatus],
      });
    });
  return HardwareNodes.fromPartial({ participant, hardwareNodes });
}

/** A batch from `address node nonce,nonce`; a node `-` is none. */
export function batch(text: string): PoCBatch {
  const [participantAddress, nodeId, list = ''] = text.split(' ');
  const nonces = list.split(',').filter(Boolean).map(BigInt);
  return PoCBatch.fromPartial({
    participantAddress: participantAddress!,
    nodeId: nodeId === '-' ? '' : nodeId!,
    nonces,
  });
}

/** A vote from `validator of participant valid|fraud`. */
export function vote(text: string): PoCValidation {
  const [validatorParticipantAddress, , participantAddress, verdict] = text.split(' ');
  return PoCValidation.fromPartial({
    validatorParticipantAddress: validatorParticipantAddress!,
    participantAddress: participantAddress!,
    fraudDetected: verdict === 'fraud',
  });
}

export const participant = (index: string, parts: Partial<Participant> = {}): Participant =>
  Participant.fromPartial({
    index,
    address: index,
    validatorKey: `key of ${index}`,
    inferenceUrl: `http://${index}`,
    ...parts,
  });

export const active = (index: string, weight: bigint, list: string): ActiveParticipant =>
  ActiveParticipant.fromPartial({ index, weight, mlNodes: [{ mlNodes: nodes(list) }] });

export const params = (multiModel: Partial<MultiModelParams> = {}): Params =>
  Params.fromPartial({ multiModelParams: MultiModelParams.fromPartial(multiModel) });

/** Weights of epoch 2, where every participant named has a record and a seed, and val alone votes, with weight 100. */
export function weightsInput(names: string, parts: Partial<WeightsInput>): WeightsInput {
  const list = names.split(' ');
  return {
    upcomingEpoch: { index: 2n, pocStartBlockHeight: 100n, epochParams: undefined },
    endingEpoch: endingEpoch(),
    batches: [],
    validations: [],
    participants: new Map(list.map((name) => [name, participant(name)])),
    seeds: new Map(list.map((name) => [name, { participant: name, epochIndex: 2n, signature: `seed of ${name}` }])),
    voters: [{ address: 'val', weight: 100n }],
    params: params(),
    ...parts,
  };
}

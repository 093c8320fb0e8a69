import type { Any } from 'cosmjs-types/google/protobuf/any';
import { HardwareNodeStatus } from '../../src/gen/inference/inference/hardware_node.js';
import * as tx from '../../src/gen/inference/inference/tx.js';
import { getEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { getEpochContext, getUpcomingEpoch, requireEffectiveEpoch } from '../../src/keeper/epochs.js';
import type { Keeper } from '../../src/keeper/keeper.js';
import { getGovernanceModel } from '../../src/keeper/models.js';
import { getParams } from '../../src/keeper/params.js';
import { getPoCBatches } from '../../src/keeper/pocBatches.js';
import { addressesOf } from '../../src/sdk/addresses.js';
import { type MessageFns, proto } from '../../src/types/codec.js';
import { address, validatorKey } from '../module/epochWorld.js';
import { fail } from './testChain.js';

const gov = addressesOf('gonka').module('gov');

/** What an action may look at: the chain before the block, and numbers that were never used. */
export interface ActionGround {
  readonly keeper: Keeper;
  readonly fresh: () => bigint;
}

type Words = Readonly<Record<string, string>>;
type Action = (words: Words, ground: ActionGround) => Any[];

/** A message as transactions carry it. */
export function packed<T>(type: MessageFns<T> & { fromPartial(partial: Partial<T>): T }, message: Partial<T>): Any {
  return { typeUrl: `/${type.$type}`, value: proto(type).encode(type.fromPartial(message)) };
}

/** The PoC that messages can speak of: the upcoming epoch's, or before it is stored, the one to come. */
function upcoming(keeper: Keeper): { index: bigint; start: bigint } {
  const effective = requireEffectiveEpoch(keeper);
  const { index, pocStartBlockHeight } = getUpcomingEpoch(keeper) ?? getEpochContext(keeper, effective).nextEpoch;
  return { index, start: pocStartBlockHeight };
}

function batch(ground: ActionGround, name: string, nodeId: string, nonces: readonly bigint[]): Any {
  return packed(tx.MsgSubmitPocBatch, {
    creator: address(name),
    pocStageStartBlockHeight: upcoming(ground.keeper).start,
    batchId: `batch${ground.fresh()}`,
    nonces,
    dist: nonces.map(() => 0.5),
    nodeId: nodeId === '-' ? '' : nodeId,
  });
}

const seed = ({ keeper }: ActionGround, name: string): Any =>
  packed(tx.MsgSubmitSeed, {
    creator: address(name),
    epochIndex: upcoming(keeper).index,
    signature: `seed of ${name}`,
  });

const vote = ({ keeper }: ActionGround, validator: string, participantAddress: string, fraudDetected: boolean): Any =>
  packed(tx.MsgSubmitPocValidation, {
    creator: validator,
    participantAddress,
    pocStageStartBlockHeight: upcoming(keeper).start,
    fraudDetected,
  });

/** `40` fresh nonces, or those of `1..10`, both ends included. */
function nonces({ fresh }: ActionGround, text: string): bigint[] {
  const [first, last] = text.split('..').map(BigInt) as [bigint, bigint?];
  const count = last === undefined ? first : last - first + 1n;
  return Array.from({ length: Number(count) }, (_, i) => (last === undefined ? fresh() : first + BigInt(i)));
}

/** Everything that a row of a scenario can do. */
const actions: readonly (readonly [pattern: RegExp, action: Action])[] = [
  [
    /^(?<name>\w+) joins$/,
    ({ name }) => [packed(tx.MsgSubmitNewParticipant, { creator: address(name!), validatorKey: validatorKey(name!) })],
  ],
  [
    /^(?<name>\w+) diff (?<node>\w+) models=\[(?<models>[\w,]*)\](?: status=(?<status>\w+))?$/,
    ({ name, node, models, status = 'INFERENCE' }) => {
      const known = HardwareNodeStatus[status as keyof typeof HardwareNodeStatus];
      const declared = { localId: node!, status: known, models: models!.split(',').filter(Boolean) };
      const newOrModified = [{ ...declared, hardware: [], host: '', port: '' }];
      return [packed(tx.MsgSubmitHardwareDiff, { creator: address(name!), newOrModified })];
    },
  ],
  [
    /^(?<name>\w+) drops (?<node>\w+)$/,
    ({ name, node }) => {
      const removed = [{ localId: node!, status: 0, models: [], hardware: [], host: '', port: '' }];
      return [packed(tx.MsgSubmitHardwareDiff, { creator: address(name!), removed })];
    },
  ],
  [
    /^(?<name>\w+) batch (?<node>[\w-]+) nonces=(?<count>[\d.]+)$/,
    ({ name, node, count }, ground) => [batch(ground, name!, node!, nonces(ground, count!))],
  ],
  [/^(?<name>\w+) seeds$/, ({ name }, ground) => [seed(ground, name!)]],
  [
    /^(?<name>\w+) mines (?<nodes>\w+=\d+( \w+=\d+)*)$/,
    ({ name, nodes }, ground) => {
      const batches = nodes!.split(' ').map((word) => {
        const [node, count] = word.split('=');
        return batch(ground, name!, node!, nonces(ground, count!));
      });
      return [...batches, seed(ground, name!)];
    },
  ],
  [
    /^all vote$/,
    (_, ground) => {
      const { keeper } = ground;
      const members = getEpochGroupData(keeper, requireEffectiveEpoch(keeper).index)?.validationWeights ?? [];
      const batches = getPoCBatches(keeper, upcoming(keeper).start);
      const miners = [...new Set(batches.map(({ participantAddress }) => participantAddress))];
      return members.flatMap(({ memberAddress }) => miners.map((miner) => vote(ground, memberAddress, miner, false)));
    },
  ],
  [
    /^(?<name>\w+) serves (?<model>\w+) tokens=(?<tokens>\d+)$/,
    ({ name, model, tokens }, ground) => inference(ground, address(name!), model!, BigInt(tokens!)),
  ],
  [
    /^gov model (?<id>\w+) throughput=(?<throughput>\d+)$/,
    ({ id, throughput }, { keeper }) => {
      const model = getGovernanceModel(keeper, id!) ?? fail(`no model ${id}`);
      const { unitsOfComputePerToken, validationThreshold, proposedBy } = model;
      const kept = { id: id!, proposedBy, unitsOfComputePerToken, validationThreshold };
      return [packed(tx.MsgRegisterModel, { authority: gov, ...kept, throughputPerNonce: BigInt(throughput!) })];
    },
  ],
  [
    /^gov epoch_length=(?<length>\d+)$/,
    ({ length }, { keeper }) => {
      const params = getParams(keeper);
      const epochParams = { ...params.epochParams!, epochLength: BigInt(length!) };
      return [packed(tx.MsgUpdateParams, { authority: gov, params: { ...params, epochParams } })];
    },
  ],
];

/** A request of the executor's own, answered at once; nothing of it is signed. */
function inference({ fresh }: ActionGround, executor: string, model: string, tokens: bigint): Any[] {
  const inferenceId = `inference${fresh()}`;
  const request = { inferenceId, requestedBy: executor, requestTimestamp: 1n, originalPrompt: 'why?', model };
  const start = { creator: executor, assignedTo: executor, promptHash: '00', promptPayload: 'why?', maxTokens: tokens };
  const finish = { creator: executor, executedBy: executor, transferredBy: executor };
  const answer = { responseHash: '00', responsePayload: 'because', completionTokenCount: tokens };
  return [
    packed(tx.MsgStartInference, { ...request, ...start }),
    packed(tx.MsgFinishInference, { ...request, ...finish, ...answer }),
  ];
}

/** The messages of an action, as `alice diff n2 models=[qwen]`; `-` is none. */
export function messagesOf(text: string, ground: ActionGround): Any[] {
  if (text === '-') return [];
  for (const [pattern, action] of actions) {
    const match = pattern.exec(text);
    if (match !== null) return action({ ...match.groups }, ground);
  }
  return fail(`nobody knows how to: ${text}`);
}

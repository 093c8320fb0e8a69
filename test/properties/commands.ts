import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgDeposit, MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import { MsgVote as MsgGroupVote, MsgLeaveGroup } from 'cosmjs-types/cosmos/group/v1/tx';
import { MsgDelegate, MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { MsgDepositCollateral, MsgWithdrawCollateral } from '../../src/gen/inference/collateral/tx.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import { getParams } from '../../src/keeper/params.js';
import { inferenceMsgs, msgSpecOf } from '../../src/types/msgs/registry.js';
import { fromProtoJson, toProtoJson } from '../../src/types/protoJson.js';
import { CodedError } from '../../src/util/errors.js';
import { maxUint64 } from '../../src/util/int.js';
import { arbitraryRecord } from '../types/arbitraryRecord.js';
import { fc } from '../util/fc.js';
import {
  actor,
  addresses,
  coin,
  type Draw,
  epoch,
  inference,
  inferenceId,
  models,
  neighbour,
  node,
  numbers,
  openModules,
  pack,
  pocStart,
  type Scene,
  stranger,
} from './draws.js';
import { overlaid, paramChanges } from './paramChanges.js';

/** Something that somebody sends; what it is about is found in the chain's state when its time comes. */
export interface Command {
  readonly kind: CommandKind;
  readonly numbers: readonly number[];
  /** Fields of a message that nobody has thought about. */
  readonly noise: { readonly name: keyof typeof inferenceMsgs; readonly fields: Readonly<Record<string, unknown>> };
}

export type CommandKind = keyof typeof kinds;

function proposed(draw: Draw, { keepers }: Scene): Any {
  const authority = keepers.gov.authority;
  const changed = overlaid(toProtoJson(Params, getParams(keepers.inference)), draw.of(paramChanges));
  const model = {
    authority,
    proposedBy: authority,
    id: draw.of(models),
    throughputPerNonce: draw.of(numbers.slice(0, 5)),
  };
  const height = keepers.inference.height + BigInt(draw.below(9));
  return draw.of([
    () => inference('updateParams', { authority, params: fromProtoJson(Params, changed) }),
    () => inference('updateParams', { authority, params: fromProtoJson(Params, changed) }),
    () => inference('registerModel', { ...model, modelArgs: [] }),
    () => inference('createPartialUpgrade', { authority, height, nodeVersion: 'v2' }),
  ])();
}

/** The same message with one field of its first level told otherwise. */
function changed(draw: Draw, scene: Scene, message: Any): Any[] {
  const spec = msgSpecOf(message.typeUrl);
  if (spec === undefined) return [message];
  const record = spec.request.decode(message.value) as Readonly<Record<string, unknown>>;
  const [name, value] = draw.of(Object.entries(record));
  const texts = [...addresses(scene), inferenceId(draw, scene), 'n1', '', 'x'];
  const other: Record<string, () => unknown> = {
    bigint: () => draw.of([...numbers, (value as bigint) + 1n]),
    string: () => draw.of(texts),
    number: () => draw.of([0, 1, 0.5]),
    boolean: () => !value,
    object: () => (Array.isArray(value) ? draw.of([[], [...value, ...value], value.slice(1)]) : value),
  };
  return [pack(message.typeUrl, spec.request.encode({ ...record, [name]: other[typeof value]?.() ?? value }))];
}

type Make = (draw: Draw, scene: Scene, command: Command) => readonly Any[];

/** Everything that can come to somebody's mind. */
const kinds = {
  again: (draw, { seen }) => (seen.length === 0 ? [] : [draw.of(seen)]),
  changed: (draw, scene) => (scene.seen.length === 0 ? [] : changed(draw, scene, draw.of(scene.seen))),
  noise: (_, __, { noise }) => [inference(noise.name, noise.fields)],
  dispute: (draw, scene) => [
    inference('validation', {
      creator: actor(draw, scene),
      id: 'v',
      inferenceId: inferenceId(draw, scene),
      value: draw.of([0, 0.5, 1]),
    }),
  ],
  revalidate(draw, scene) {
    const disputed = inferenceId(draw, scene);
    const value = draw.of([0, 1]);
    const vote = (creator: string) =>
      inference('validation', { creator, id: 'v', inferenceId: disputed, value, revalidation: true });
    return scene.cast.actors
      .slice(draw.below(4))
      .map(({ address }) => vote(address))
      .slice(0, 1);
  },
  decide: (draw, scene) => [
    inference(draw.of(['invalidateInference', 'revalidateInference'] as const), {
      creator: draw.of(addresses(scene)),
      inferenceId: inferenceId(draw, scene),
    }),
  ],
  register: (draw, scene) => [
    inference('submitNewParticipant', {
      creator: actor(draw, scene),
      url: 'http://again',
      validatorKey: draw.of(scene.cast.actors).validatorKey,
    }),
  ],
  registerOther: (draw, scene) => [
    inference('submitNewUnfundedParticipant', {
      creator: actor(draw, scene),
      address: draw.of([stranger, actor(draw, scene)]),
      pubKey: 'AqfZTG/z+C2Xcp9+pOg0Om04QkxtyPRCy45MMZsVYK31',
    }),
  ],
  hardware: (draw, scene) => [
    inference('submitHardwareDiff', {
      creator: draw.of([actor(draw, scene), stranger]),
      newOrModified: [node(draw), node(draw)].slice(draw.below(3)),
      removed: [node(draw)].slice(draw.below(2)),
    }),
  ],
  batch: (draw, scene) => [
    inference('submitPocBatch', {
      creator: draw.of([actor(draw, scene), stranger]),
      pocStageStartBlockHeight: pocStart(draw, scene),
      batchId: draw.of(['a', 'b', 'n1-1']),
      nonces: [1n, 1n, BigInt(draw.below(30))],
      dist: [0, 0, 1],
      nodeId: draw.of(['n1', 'n2', 'n9', '']),
    }),
  ],
  verdict: (draw, scene) => [
    inference('submitPocValidation', {
      creator: actor(draw, scene),
      participantAddress: draw.of(addresses(scene)),
      pocStageStartBlockHeight: pocStart(draw, scene),
      fraudDetected: draw.below(2) === 0,
    }),
  ],
  seed: (draw, scene) => [
    inference('submitSeed', { creator: actor(draw, scene), epochIndex: epoch(draw, scene), signature: 'ff' }),
  ],
  price: (draw, scene) => [
    inference('submitUnitOfComputePriceProposal', {
      creator: actor(draw, scene),
      price: draw.of([1n, 77n, maxUint64]),
    }),
  ],
  claim: (draw, scene) => [
    inference('claimRewards', { creator: actor(draw, scene), epochIndex: epoch(draw, scene), seed: 5n }),
  ],
  request: (draw, scene) => [
    inference('startInference', {
      creator: actor(draw, scene),
      requestedBy: draw.of([actor(draw, scene), stranger]),
      assignedTo: actor(draw, scene),
      inferenceId: draw.of(['r1', 'r2', 'r3', 'r4', inferenceId(draw, scene)]),
      model: draw.of(models),
      promptHash: 'h',
      promptPayload: 'p',
      originalPrompt: 'o',
      maxTokens: draw.of(numbers),
      promptTokenCount: draw.of(numbers),
      requestTimestamp: 1n,
    }),
  ],
  answer: (draw, scene) => [
    inference('finishInference', {
      creator: actor(draw, scene),
      executedBy: actor(draw, scene),
      transferredBy: actor(draw, scene),
      requestedBy: actor(draw, scene),
      inferenceId: draw.of(['r1', 'r2', 'r3', 'r4', inferenceId(draw, scene)]),
      model: draw.of(models),
      responseHash: 'h',
      responsePayload: 'p',
      originalPrompt: 'o',
      promptTokenCount: draw.of(numbers),
      completionTokenCount: draw.of(numbers),
      requestTimestamp: 1n,
    }),
  ],
  usurp: (draw, scene) => [
    proposed(draw, scene),
    inference('claimRewards', { creator: actor(draw, scene), epochIndex: 1n }),
  ],
  propose: (draw, scene) => [
    neighbour(MsgSubmitProposal, {
      messages: [proposed(draw, scene)],
      initialDeposit: [coin(draw.of([25_000_000, 1_000_000]))],
      proposer: actor(draw, scene),
      title: 't',
      summary: 's',
    }),
  ],
  vote: (draw, { cast, keepers }) => {
    const open = [...keepers.gov.schema.proposals.values()].filter(
      ({ status }) => status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
    );
    if (open.length === 0) return [];
    const { id: proposalId } = draw.of(open);
    const option = draw.of([VoteOption.VOTE_OPTION_YES, VoteOption.VOTE_OPTION_YES, VoteOption.VOTE_OPTION_NO]);
    return cast.actors.map(({ address: voter }) => neighbour(MsgVote, { proposalId, voter, option }));
  },
  deposit: (draw, scene) => [
    neighbour(MsgDeposit, {
      proposalId: BigInt(draw.below(4)),
      depositor: actor(draw, scene),
      amount: [coin(30_000_000)],
    }),
  ],
  send: (draw, scene) => [
    neighbour(MsgSend, {
      fromAddress: actor(draw, scene),
      toAddress: draw.of([...addresses(scene), ...openModules(scene)]),
      amount: [coin(draw.of([1, 1_000_000, 0]))],
    }),
  ],
  collateral: (draw, scene) => [
    collateralMessage(draw.of([MsgDepositCollateral, MsgWithdrawCollateral]), {
      participant: actor(draw, scene),
      amount: coin(draw.of([3, 20, 0])),
    }),
  ],
  leave: (draw, scene) => [neighbour(MsgLeaveGroup, { address: actor(draw, scene), groupId: BigInt(draw.below(12)) })],
  groupVote: (draw, scene) => [
    neighbour(MsgGroupVote, {
      proposalId: BigInt(1 + draw.below(9)),
      voter: actor(draw, scene),
      option: draw.of([1, 3]),
      exec: draw.of([0, 1]),
    }),
  ],
  delegate: (draw, scene) => [
    neighbour(draw.of([MsgDelegate, MsgUndelegate]) as typeof MsgDelegate, {
      delegatorAddress: actor(draw, scene),
      validatorAddress: draw.of(scene.cast.actors).operatorAddress,
      amount: coin(draw.of([1, 5, 1000])),
    }),
  ],
} as const satisfies Readonly<Record<string, Make>>;

function collateralMessage<T>(type: { readonly $type: string; encode(msg: T): { finish(): Uint8Array } }, msg: T): Any {
  return pack(`/${type.$type}`, type.encode(msg).finish());
}

/** What a command sends now; nothing when it cannot be put into bytes. */
export function messagesOf(command: Command, draw: Draw, scene: Scene): readonly Any[] {
  try {
    return (kinds[command.kind] as Make)(draw, scene, command);
  } catch (error) {
    if (error instanceof CodedError) return [];
    throw error;
  }
}

const noise = fc
  .constantFrom(...(Object.keys(inferenceMsgs) as (keyof typeof inferenceMsgs)[]))
  .chain((name) => arbitraryRecord(inferenceMsgs[name].typeUrl.slice(1)).map((fields) => ({ name, fields })));

/** Any command. */
export const arbitraryCommand: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...(Object.keys(kinds) as CommandKind[])),
  numbers: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  noise,
});

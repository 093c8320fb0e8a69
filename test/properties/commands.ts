import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgDeposit, MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import { MsgVote as MsgGroupVote, MsgLeaveGroup } from 'cosmjs-types/cosmos/group/v1/tx';
import { MsgDelegate, MsgUndelegate } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import fc from 'fast-check';
import type { GonkaKeepers } from '../../src/app/gonkaKeepers.js';
import { MsgDepositCollateral, MsgWithdrawCollateral } from '../../src/gen/inference/collateral/tx.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import { getLatestEpoch } from '../../src/keeper/epochs.js';
import { getParams } from '../../src/keeper/params.js';
import type { Cast } from '../../src/network/cast.js';
import { inferenceMsgs, msgSpecOf } from '../../src/types/msgs/registry.js';
import { fromProtoJson, type Json, toProtoJson } from '../../src/types/protoJson.js';
import { CodedError } from '../../src/util/errors.js';
import { maxInt64, maxUint64 } from '../../src/util/int.js';
import { arbitraryRecord } from '../types/arbitraryRecord.js';

/** Something that somebody sends; what it is about is found in the chain's state when its time comes. */
export interface Command {
  readonly kind: CommandKind;
  readonly numbers: readonly number[];
  /** Fields of a message that nobody has thought about. */
  readonly noise: { readonly name: keyof typeof inferenceMsgs; readonly fields: Readonly<Record<string, unknown>> };
}

export type CommandKind = keyof typeof kinds;

/** What a command can see. */
export interface Scene {
  readonly keepers: GonkaKeepers;
  readonly cast: Cast;
  readonly seen: readonly Any[];
}

/** The numbers of a command, taken one after another. */
export class Draw {
  #next = 0;
  constructor(readonly numbers: readonly number[]) {}

  below(count: number): number {
    return (this.numbers[this.#next++ % this.numbers.length] ?? 0) % count;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const pack = (typeUrl: string, value: Uint8Array): Any => ({ typeUrl, value });

/** A message of the inference module, by the name of its rpc; fields that are left out are empty. */
const inference = (name: keyof typeof inferenceMsgs, fields: object): Any => {
  const { typeUrl, request } = inferenceMsgs[name];
  const blank = request.decode(new Uint8Array(0)) as object;
  return pack(typeUrl, (request as { encode(msg: unknown): Uint8Array }).encode({ ...blank, ...fields }));
};

/** A message of an SDK module. */
const neighbour = <T>(
  type: { readonly typeUrl: string; fromPartial(fields: never): T; encode(msg: T): { finish(): Uint8Array } },
  fields: object,
): Any => pack(type.typeUrl, type.encode(type.fromPartial(fields as never)).finish());

const coin = (amount: number) => ({ denom: 'ngonka', amount: String(amount) });
const stranger = 'gonka1hml9qvrwj20khc8t5zvweckc22u3r25xy74nms';
const numbers = [0n, 1n, 2n, 7n, 1000n, maxInt64, maxUint64];

const addresses = ({ cast, keepers }: Scene): string[] => [
  ...cast.actors.map(({ address }) => address),
  stranger,
  keepers.auth.moduleAddress('gov'),
];
/** Coins for a module that has no account yet would open one there that is no module's, as on any chain of the SDK. */
const openModules = ({ keepers: { auth } }: Scene): string[] =>
  ['inference', 'gov', 'collateral'].map((name) => auth.moduleAddress(name)).filter((address) => auth.has(address));
const actor = (draw: Draw, { cast }: Scene): string => draw.of(cast.actors).address;
const models = ['Qwen/QwQ-32B', 'Qwen/Qwen2.5-7B-Instruct', 'somebody/else'];
const inferenceId = (draw: Draw, { keepers }: Scene): string =>
  draw.of([...[...keepers.inference.state.inferences.keys()].slice(-12), 'nothing']);
const epoch = (draw: Draw, { keepers }: Scene): bigint => {
  const latest = getLatestEpoch(keepers.inference)?.index ?? 0n;
  return draw.of([latest, latest + 1n, latest === 0n ? 0n : latest - 1n, 0n, 999n]);
};
const pocStart = (draw: Draw, { keepers }: Scene): bigint => {
  const start = getLatestEpoch(keepers.inference)?.pocStartBlockHeight ?? 0n;
  return draw.of([start, start, start, start + 1n, 1n]);
};
const node = (draw: Draw) => ({
  localId: draw.of(['n1', 'n2', 'n3', '']),
  status: draw.of([1, 1, 2, 4, 5]),
  models: [draw.of(models), draw.of(models)].slice(draw.below(3)),
  hardware: [],
  host: '',
  port: '',
});

/** Changes of parameters that governance may make at any time. */
const paramChanges: readonly Json[] = [
  { epoch_params: { epoch_length: '9' } },
  { epoch_params: { epoch_length: '11' } },
  { epoch_params: { epoch_length: '14' } },
  { epoch_params: { epoch_length: '23', poc_stage_duration: '5' } },
  { epoch_params: { inference_pruning_epoch_threshold: '3', set_new_validators_delay: '3' } },
  { validation_params: { expiration_blocks: '2' } },
  { validation_params: { expiration_blocks: '15', min_ramp_up_measurements: 1 } },
  { collateral_params: { grace_period_end_epoch: '100' } },
  { collateral_params: { base_weight_ratio: { value: '1', exponent: -1 }, grace_period_end_epoch: '0' } },
  { bitcoin_reward_params: { use_bitcoin_rewards: false } },
  { bitcoin_reward_params: { use_bitcoin_rewards: true, initial_epoch_reward: '1001' } },
  { poc_params: { poc_data_pruning_epoch_threshold: '3' } },
  { tokenomics_params: { current_subsidy_percentage: { value: '1', exponent: -1 } } },
  { dynamic_pricing_params: { grace_period_end_epoch: '0', base_per_token_price: '7' } },
  { multi_model_params: { coverage_bonus_mode: 'REDISTRIBUTE', poc_slot_fraction_basis_points: 3000 } },
  { multi_model_params: { throughput_validation_enabled: true, throughput_tolerance_basis_points: 100 } },
];

function overlaid(base: Json, over: Json): Json {
  if (typeof base !== 'object' || typeof over !== 'object' || base === null || over === null) return over;
  const fields = base as { readonly [key: string]: Json };
  const changes = Object.entries(over as { readonly [key: string]: Json });
  return {
    ...fields,
    ...Object.fromEntries(changes.map(([key, value]) => [key, overlaid(fields[key] ?? null, value)])),
  };
}

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

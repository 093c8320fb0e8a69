import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { expect } from 'vitest';
import { ActiveParticipants } from '../../src/gen/inference/inference/activeparticipants.js';
import { Epoch } from '../../src/gen/inference/inference/epoch.js';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { EpochGroupValidations } from '../../src/gen/inference/inference/epoch_group_validations.js';
import { EpochPerformanceSummary } from '../../src/gen/inference/inference/epoch_performance_summary.js';
import { HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { Inference } from '../../src/gen/inference/inference/inference.js';
import { InferenceTimeout } from '../../src/gen/inference/inference/inference_timeout.js';
import { InferenceValidationDetails } from '../../src/gen/inference/inference/inference_validation_details.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { GenesisOnlyParams, Params } from '../../src/gen/inference/inference/params.js';
import { PartialUpgrade } from '../../src/gen/inference/inference/partial_upgrade.js';
import { Participant } from '../../src/gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../../src/gen/inference/inference/pocbatch.js';
import { RandomSeed } from '../../src/gen/inference/inference/random_seed.js';
import { SettleAmount } from '../../src/gen/inference/inference/settle_amount.js';
import { TokenomicsData } from '../../src/gen/inference/inference/tokenomics_data.js';
import { TopMiner } from '../../src/gen/inference/inference/top_miner.js';
import * as tx from '../../src/gen/inference/inference/tx.js';
import { UnitOfComputePriceProposal } from '../../src/gen/inference/inference/unit_of_compute_price_proposal.js';
import { setInference } from '../../src/keeper/inferences.js';
import type { Keeper } from '../../src/keeper/keeper.js';
import { retiredActiveParticipants } from '../../src/keeper/legacyKeys.js';
import { type InferenceState, moduleName } from '../../src/keeper/schema.js';
import { Value } from '../../src/store/value.js';
import { type MessageFns, proto } from '../../src/types/codec.js';
import type { ChainEvent } from '../../src/types/events.js';
import type { BookEntry } from '../../src/types/expectedKeepers.js';
import { fromProtoJson, toProtoJson } from '../../src/types/protoJson.js';
import { base64ToBytes, bytesToLatin1, hexToBytes } from '../../src/util/bytes.js';
import { CodedError } from '../../src/util/errors.js';
import { format, fromUnits } from '../../src/util/legacyDec.js';
import { deployed, World } from '../keeper/world.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

/** Whole messages of the deployed chain: result, events, writes and what was asked of the neighbours, step by step. */
const messagesCase: CheckCase = ({ input, expected }) => {
  fieldsAre(input, ['accounts', 'authority', 'balances', 'initialKv', 'note', 'xgroups']);
  const world = openWorld(input);
  for (const step of expected.steps) {
    const name = `${step.height} ${step.type ?? 'write'}: ${step.name}`;
    if (step.write === undefined) checkMessage(world, step, name);
    else writeOutOfBand(world, step);
  }
};

function openWorld(input: VectorCase): World {
  const world = new World(deployed);
  applyWrites(world, input.initialKv);
  for (const { address, amount } of input.balances ?? []) world.balances.set(address, BigInt(amount));
  const ctx = world.context();
  for (const { address, pubKey } of input.accounts ?? []) {
    const value = proto(PubKey).encode({ key: base64ToBytes(pubKey) });
    world.auth(ctx).create(address, { typeUrl: PubKey.typeUrl, value });
  }
  const admin = world.auth(ctx).moduleAddress('gov');
  if (input.authority !== undefined) expect(admin).toBe(input.authority);
  for (const { decisionPolicy, id, members, policy } of input.xgroups ?? []) {
    expect(decisionPolicy).toBe('percentage 0.50, voting period 240 s, min execution 0');
    const group = world.group(ctx);
    const options = { admin, metadata: '', percentage: '0.50', votingPeriod: 240n, minExecutionPeriod: 0n };
    expect(group.createWithPolicy(options)).toEqual({ groupId: BigInt(id), policyAddress: policy });
    const update = (member: VectorCase) => ({ ...member, weight: BigInt(member.weight), metadata: '' });
    group.updateMembers(admin, BigInt(id), members.map(update));
  }
  ctx.commit();
  return world;
}

function applyWrites(world: World, kv: readonly (readonly [string, string | null])[]): void {
  const store = world.store(moduleName);
  for (const [key, value] of kv) {
    const at = bytesToLatin1(hexToBytes(key));
    if (value === null) store.delete(at);
    else store.set(at, Value.ofBytes(hexToBytes(value)));
  }
}

const moduleAccount = `module:${moduleName}`;

/** Out-of-band changes of the store; the names of those in `claims` also say what the module account holds from now on. */
function writeOutOfBand(world: World, step: VectorCase): void {
  fieldsAre(step, ['height', 'name', 'write']);
  applyWrites(world, step.write);
  const held = /module holds (\d+)$/.exec(step.name)?.[1];
  if (held !== undefined) world.balances.set(moduleAccount, BigInt(held));
  if (/the module account is short$/.test(step.name)) world.balances.set(moduleAccount, 0n);
  if (/^module funded;/.test(step.name)) world.balances.delete(moduleAccount);
}

function checkMessage(world: World, step: VectorCase, name: string): void {
  fieldsAre(step, ['height', 'msg', 'msgHex', 'name', 'result', 'timeMs', 'type']);
  world.block = { height: BigInt(step.height), timeMs: BigInt(step.timeMs) };
  const route = world.routeOf(step.type);
  const msg = route.request.decode(hexToBytes(step.msgHex));
  const before = world.dump();
  const { result } = step;
  if (result.error !== undefined || result.panic) {
    const stage = failingStage(() => route.validateBasic?.(msg));
    const failure = failureOf(() => world.send(step.type, msg), name);
    const { codespace, code } = result.error ?? { codespace: 'undefined', code: 111222 };
    expect({ codespace: failure.codespace, code: failure.code, stage }, name).toEqual({
      codespace,
      code,
      stage: result.stage,
    });
    expect(failure.message, name).toContain(result.error?.contains ?? result.contains);
    expect(world.dump(), name).toEqual(before);
    return;
  }
  const { response, context } = world.send(step.type, msg);
  const found = {
    ok: true,
    response: responseJson(step.type, response),
    events: context.events.all.map(eventJson),
    kv: changes(before, world.dump()),
    ...neighboursJson(world),
  };
  const { events, kv, ok, response: answer, ...asked } = result;
  fieldsAre(asked, ['bank', 'slashes', 'vesting']);
  // A handler of the deployed chain may answer nothing at all, which clients see as an empty response.
  expect(found, name).toEqual({ ok, response: answer ?? {}, events, kv, ...asked });
}

const failingStage = (validateBasic: () => void): string => {
  try {
    validateBasic();
    return 'handler';
  } catch {
    return 'validateBasic';
  }
};

function failureOf(run: () => unknown, name: string): CodedError {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error(`${name}: succeeded`);
}

function responseJson(typeUrl: string, response: unknown): unknown {
  const types: Readonly<Record<string, unknown>> = tx;
  return toProtoJson(types[`${typeUrl.split('.').at(-1)}Response`] as MessageFns<unknown>, response);
}

const eventJson = ({ type, attributes }: ChainEvent) => ({
  type,
  attributes: attributes.map(({ key, value }) => [key, value]),
});

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): [string, string | null][] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return keys.filter((key) => before.get(key) !== after.get(key)).map((key) => [key, after.get(key) ?? null]);
}

/** The books hold every movement, in the order of the bank's and the vesting module's calls, with its memo. */
function neighboursJson({ requests }: World): Record<string, unknown> {
  const [moves, vested] = [[...requests.moves], [...requests.vested]];
  const bank: unknown[] = [];
  const vesting: unknown[] = [];
  for (const entry of requests.books) {
    if (entry.kind === 'owed') bank.push(owedJson(entry));
    else if (entry.memo.endsWith('_vested')) vesting.push(vestingJson(entry, vested.shift()!));
    else bank.push(moveJson(entry, moves.shift()!));
  }
  expect([moves, vested], 'calls that the books do not show').toEqual([[], []]);
  const slashes = requests.slashes.map(({ participant, fraction }) => ({
    participant,
    fraction: format(fromUnits(fraction)),
  }));
  return {
    ...(bank.length > 0 && { bank }),
    ...(vesting.length > 0 && { vesting }),
    ...(slashes.length > 0 && { slashes }),
  };
}

const coinText = ({ coin }: Pick<BookEntry, 'coin'>): string => `${coin.amount}${coin.denom}`;

function owedJson(entry: BookEntry): unknown {
  const { from, to, memo } = entry;
  return { op: 'log', from, to, sub: 'owed', amount: coinText(entry), memo };
}

function moveJson(entry: BookEntry, move: World['requests']['moves'][number]): unknown {
  const [from, to] = [entry.from, entry.to].map((name) => (name === moduleName ? moduleAccount : name));
  expect({ from: move.from, to: move.to, coin: move.coin }, 'the bank call of a book entry').toEqual({
    from,
    to,
    coin: entry.coin,
  });
  const op = from === moduleAccount ? 'moduleToAccount' : 'accountToModule';
  return { op, from, to, amount: coinText(entry), memo: entry.memo };
}

function vestingJson(entry: BookEntry, call: World['requests']['vested'][number]): unknown {
  const { participant, module: fundingModule, coins, epochs } = call;
  expect(coins).toEqual([entry.coin]);
  return {
    op: 'vest',
    participant,
    fundingModule,
    amount: coinText(entry),
    epochs: String(epochs),
    memo: entry.memo,
  };
}

type Writer = (state: InferenceState, parts: VectorCase, record: VectorCase, keeper: Keeper) => void;

const big = (text: string): bigint => BigInt(text);
const read = <T>(type: MessageFns<T>, record: VectorCase): T => fromProtoJson(type, record);

/** How each kind of record is written, by the parts of its key (reference, section 10). */
const writers: Readonly<Record<string, Writer>> = {
  participant: (state, { address }, record) => state.participants.set(address, read(Participant, record)),
  random_seed: (state, { epoch, address }, record) =>
    state.randomSeeds.set([big(epoch), address], read(RandomSeed, record)),
  poc_batch: (state, { height, address, batch_id }, record) =>
    state.pocBatches.set([big(height), address, batch_id], read(PoCBatch, record)),
  poc_validation: (state, { height, participant, validator }, record) =>
    state.pocValidations.set([big(height), participant, validator], read(PoCValidation, record)),
  model_current_price: (state, { model, price }) => state.tokenPrices.set(model, big(price)),
  model_capacity: (state, { model, capacity }) => state.modelCapacities.set(model, big(capacity)),
  model: (state, { id }, record) => state.models.set(id, read(Model, record)),
  inference_timeout: (state, { height, id }, record) =>
    state.inferenceTimeouts.set([big(height), id], read(InferenceTimeout, record)),
  inference_validation_details: (state, { epoch, id }, record) =>
    state.validationDetails.set([big(epoch), id], read(InferenceValidationDetails, record)),
  unit_of_compute_price_proposal: (state, { participant }, record) =>
    state.priceProposals.set(participant, read(UnitOfComputePriceProposal, record)),
  epoch_group_data: (state, { epoch, model }, record) =>
    state.epochGroupData.set([big(epoch), model], read(EpochGroupData, record)),
  epoch: (state, { index }, record) => state.epochs.set(big(index), read(Epoch, record)),
  effective_epoch_index: (state, { value }) => state.effectiveEpoch.set(big(value)),
  epoch_group_validations: (state, { epoch, participant }, record) =>
    state.epochGroupValidations.set([big(epoch), participant], read(EpochGroupValidations, record)),
  inference: (state, { id }, record) => state.inferences.set(id, read(Inference, record)),
  inference_with_stats: (_, __, record, keeper) => setInference(keeper, read(Inference, record)),
  settle_amount: (state, { address }, record) => state.settleAmounts.set(address, read(SettleAmount, record)),
  top_miner: (state, { address }, record) => state.topMiners.set(address, read(TopMiner, record)),
  partial_upgrade: (state, { height }, record) => state.partialUpgrades.set(big(height), read(PartialUpgrade, record)),
  epoch_performance_summary: (state, { address, epoch }, record) =>
    state.performanceSummaries.set([address, big(epoch)], read(EpochPerformanceSummary, record)),
  hardware_nodes: (state, { participant }, record) => state.hardwareNodes.set(participant, read(HardwareNodes, record)),
  active_participants: (state, { epoch }, record) =>
    state.activeParticipants.set(big(epoch), read(ActiveParticipants, record)),
  active_participants_v1: (state, { epoch_group_id }, record) =>
    retiredActiveParticipants(state.activeParticipants.store).set(
      big(epoch_group_id),
      read(ActiveParticipants, record),
    ),
  tokenomics_data: (state, _, record) => state.tokenomics.set(read(TokenomicsData, record)),
  genesis_only_params: (state, _, record) => state.genesisOnlyParams.set(read(GenesisOnlyParams, record)),
  params: (state, _, record) => state.params.set(read(Params, record)),
};

/** Raw key and value of every record; the cases of a file are written one after another into one store. */
const storeKeysCase: CheckCase = (vectorCase, file) => {
  const world = new World(deployed);
  for (const earlier of file.cases.slice(0, file.cases.indexOf(vectorCase))) writeRecord(world, earlier.input);
  const before = world.dump();
  writeRecord(world, vectorCase.input);
  expect({ kv: changes(before, world.dump()) }).toEqual(vectorCase.expected);
};

function writeRecord(world: World, input: VectorCase): void {
  fieldsAre(input, ['kind', 'parts', 'record']);
  const write = writers[input.kind];
  if (write === undefined) throw new Error(`no writer for kind ${input.kind}`);
  world.act((keeper) => write(keeper.state, input.parts, input.record, keeper));
}

/** A field that nobody here reads is a form that nobody here knows. */
function fieldsAre(record: VectorCase, known: readonly string[]): void {
  const unknown = Object.keys(record).filter((field) => !known.includes(field));
  expect(unknown, 'fields without a meaning here').toEqual([]);
}

/** The module's store keys and messages as the deployed chain has them (reference, sections 7 and 10). */
export const keeperVectors: VectorTable = { 'store_keys.json': storeKeysCase, 'msg_server.json': messagesCase };

import { createRootGroup } from '../../src/epochgroup/createGroup.js';
import { Epoch } from '../../src/gen/inference/inference/epoch.js';
import type { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import type { Params } from '../../src/gen/inference/inference/params.js';
import { Participant, ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../../src/gen/inference/inference/pocbatch.js';
import { TokenomicsData } from '../../src/gen/inference/inference/tokenomics_data.js';
import { getEpochGroupData, setEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { setEffectiveEpochIndex, setEpoch } from '../../src/keeper/epochs.js';
import { setHardwareNodes } from '../../src/keeper/hardwareNodes.js';
import { Keeper } from '../../src/keeper/keeper.js';
import { setModel } from '../../src/keeper/models.js';
import { getParams, setParams } from '../../src/keeper/params.js';
import { setParticipant } from '../../src/keeper/participants.js';
import { setPoCBatch } from '../../src/keeper/pocBatches.js';
import { setPoCValidation } from '../../src/keeper/pocValidations.js';
import { setRandomSeed } from '../../src/keeper/randomSeeds.js';
import { setTokenomicsData } from '../../src/keeper/tokenomics.js';
import type { ChainProfile } from '../../src/module/chainProfile.js';
import { endBlock } from '../../src/module/endBlocker.js';
import { groundOf } from '../../src/module/epochRecords.js';
import { proposal } from '../../src/module/profiles.js';
import { openSdk } from '../../src/sdk/keepers.js';
import type { Context } from '../../src/types/context.js';
import type { ComputeResult, Neighbours } from '../../src/types/expectedKeepers.js';
import { defaultGenesisOnlyParams, defaultParams } from '../../src/types/params.js';
import { toAddress } from '../../src/util/address.js';
import { bytesToBase64, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';
import { hardware, nodeText } from '../calculations/make.js';
import { second, shown, type World, world } from '../sdk/world.js';

export interface EpochWorldOptions {
  readonly profile?: ChainProfile;
  readonly params?: (defaults: Params) => Params;
  /** Governance models, each with 10 tokens of throughput per nonce. */
  readonly models?: readonly string[];
  /** Members of epoch 0's root group, as `alice:100 bob:50`. */
  readonly members?: string;
}

const addressOfName = new Map<string, string>();
const nameOfAddress = new Map<string, string>();

/** The address of somebody in a test, made of the name. */
export function address(name: string): string {
  const known = addressOfName.get(name);
  if (known !== undefined) return known;
  const made = toAddress('gonka', sha256(utf8ToBytes(name)).subarray(0, 20));
  addressOfName.set(name, made);
  nameOfAddress.set(made, name);
  return made;
}

export const nameOf = (text: string): string => nameOfAddress.get(text) ?? text;

export const validatorKey = (name: string): string => bytesToBase64(sha256(utf8ToBytes(`key of ${name}`)));

/**
 * The module over stores in memory, with real accounts, coins, groups and deposits beside it, and default parameters: the
 * first PoC starts at 40 and lasts until 58, its validators switch at 59, the next one starts at 80.
 */
export class EpochWorld {
  readonly profile: ChainProfile;
  /** What was handed to staking, with the names of the validators' accounts. */
  readonly validatorSets: (readonly ComputeResult[])[] = [];
  readonly #world: World = world();
  #nonce = 0n;

  constructor(options: EpochWorldOptions = {}) {
    this.profile = options.profile ?? proposal;
    this.at(0n);
    const { state } = this.keeper;
    const { params = (defaults) => defaults, models = ['qwen'], members = 'alice:100' } = options;
    setParams(this.keeper, params(defaultParams()));
    state.genesisOnlyParams.set({ ...defaultGenesisOnlyParams(), maxIndividualPowerPercentage: undefined });
    setTokenomicsData(this.keeper, TokenomicsData.create());
    for (const id of models) setModel(this.keeper, Model.fromPartial({ id, throughputPerNonce: 10n }));
    const epochParams = this.profile.epochs.frozenParams(getParams(this.keeper));
    setEpoch(this.keeper, Epoch.create({ epochParams }));
    setEffectiveEpochIndex(this.keeper, 0n);
    createRootGroup(groundOf(this.keeper), 0n, 0n);
    this.addVoters(0n, members);
  }

  /** Goes to a block; what is opened from now on sees it. */
  at(height: bigint): this {
    this.#world.block = { ...this.#world.block, height, time: (1_800_000_000n + 5n * height) * second };
    return this;
  }

  get height(): bigint {
    return this.#world.block.height;
  }

  /** App hash of the block before: what draws are seeded with. */
  set previousAppHash(hash: Uint8Array) {
    this.#world.block = { ...this.#world.block, previousAppHash: hash };
  }

  /** A keeper on a fresh context of the present block. */
  get keeper(): Keeper {
    return this.open(this.#world.context());
  }

  open(ctx: Context): Keeper {
    return new Keeper(ctx, this.#neighbours(ctx), this.profile, 'gonka');
  }

  /** The module's EndBlock of the present block; answers its own events as text. */
  endBlock(): string[] {
    const ctx = this.#world.context();
    endBlock(ctx, (own) => this.open(own), this.profile);
    return shown(ctx.events.all.filter(({ type }) => !/^(cosmos|coin|transfer|message|burn)/.test(type)));
  }

  /** Ends all blocks up to this one; answers the events of the last. */
  runTo(height: bigint): string[] {
    let events: string[] = [];
    while (this.height < height) events = this.at(this.height + 1n).endBlock();
    return events;
  }

  /** Adds a participant with declared nodes, as `n1=qwen,llama n2=qwen!STOPPED`. */
  join(name: string, nodes?: string): this {
    const record = { index: address(name), address: address(name), validatorKey: validatorKey(name) };
    setParticipant(this.keeper, Participant.fromPartial({ ...record, status: ParticipantStatus.ACTIVE }));
    if (nodes !== undefined) setHardwareNodes(this.keeper, hardware(address(name), nodes));
    return this;
  }

  /** Adds members of an epoch's root group, as `alice:100 bob:50`, to the record and to x/group. */
  addVoters(epoch: bigint, members: string): void {
    const { neighbours } = this.keeper;
    const root = getEpochGroupData(this.keeper, epoch)!;
    for (const word of members.split(' ').filter(Boolean)) {
      const [name, weight] = word.split(':') as [string, string];
      const member = { address: address(name), weight: BigInt(weight), metadata: validatorKey(name) };
      neighbours.group.updateMembers(neighbours.auth.moduleAddress('gov'), root.epochGroupId, [member]);
    }
    const added = members.split(' ').filter(Boolean);
    const validationWeights = added.map((word) => {
      const [name, weight] = word.split(':') as [string, string];
      return { memberAddress: address(name), weight: BigInt(weight), reputation: 1, mlNodes: [] };
    });
    setEpochGroupData(this.keeper, {
      ...root,
      validationWeights: [...root.validationWeights, ...validationWeights],
      totalWeight: validationWeights.reduce((sum, { weight }) => sum + weight, root.totalWeight),
    });
  }

  /** Stores so many fresh nonces of a node, for the PoC that started at `pocStart`, and a seed for the epoch that follows. */
  mine(name: string, nodeId: string, count: number, pocStart: bigint, epoch: bigint): this {
    const nonces = Array.from({ length: count }, () => this.#nonce++);
    const batch = { participantAddress: address(name), pocStageStartBlockHeight: pocStart, nodeId, nonces };
    setPoCBatch(this.keeper, PoCBatch.fromPartial({ ...batch, batchId: `${nodeId}-${this.#nonce}` }));
    return this.seed(name, epoch);
  }

  seed(name: string, epochIndex: bigint): this {
    setRandomSeed(this.keeper, { participant: address(name), epochIndex, signature: `seed of ${name}` });
    return this;
  }

  /** Stores a verdict, as `alice on bob` or `alice on bob: fraud`. */
  vote(text: string, pocStart: bigint): this {
    const [, validator, participant, verdict] = /^(\w+) on (\w+)(: fraud)?$/.exec(text)!;
    const validation = {
      participantAddress: address(participant!),
      validatorParticipantAddress: address(validator!),
      pocStageStartBlockHeight: pocStart,
      fraudDetected: verdict !== undefined,
    };
    setPoCValidation(this.keeper, PoCValidation.fromPartial(validation));
    return this;
  }

  /** A group's members, as `alice 100 n1:5:10 n2:5:11`; in the order of the record. */
  members(epoch: bigint, model = ''): string[] {
    const group = this.group(epoch, model);
    return group.validationWeights.map(({ memberAddress, weight, mlNodes }) =>
      [nameOf(memberAddress), weight, ...mlNodes.map(nodeText)].join(' '),
    );
  }

  group(epoch: bigint, model = ''): EpochGroupData {
    const group = getEpochGroupData(this.keeper, epoch, model);
    if (group === undefined) throw new Error(`epoch ${epoch} has no group '${model}'`);
    return group;
  }

  /** Who votes in a group, as `alice 100`, by address bytes. */
  voters(epoch: bigint, model = ''): string[] {
    const { group } = this.keeper.neighbours;
    return group
      .members(this.group(epoch, model).epochGroupId)
      .map(({ address: a, weight }) => `${nameOf(a)} ${weight}`);
  }

  #neighbours(ctx: Context): Neighbours {
    const sdk = openSdk(ctx, this.#world.config);
    const staking = {
      bonded: () => [],
      accountOf: sdk.staking.addresses.accountOf,
      setComputeValidators: (results: readonly ComputeResult[]) => void this.validatorSets.push(results),
    };
    return { auth: sdk.auth, bank: sdk.bank, group: sdk.group, collateral: sdk.collateral, staking };
  }
}

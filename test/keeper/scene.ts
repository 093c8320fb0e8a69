import { expect } from 'vitest';
import { EpochGroupData, type ValidationWeight } from '../../src/gen/inference/inference/epoch_group_data.js';
import { HardwareNode } from '../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import type { Params } from '../../src/gen/inference/inference/params.js';
import { CurrentEpochStats, Participant, ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { TokenomicsData } from '../../src/gen/inference/inference/tokenomics_data.js';
import type { KeeperProfile } from '../../src/keeper/profile.js';
import { defaultGenesisOnlyParams, defaultParams } from '../../src/types/params.js';
import { toAddress } from '../../src/util/address.js';
import { utf8ToBytes } from '../../src/util/bytes.js';
import { decimal } from '../../src/util/decimal.js';
import { CodedError } from '../../src/util/errors.js';
import { sha256 } from '../../src/util/sha256.js';
import { failure } from '../util/failure.js';
import { proposal, World } from './world.js';

/** The account address that a name stands for in tests. */
export const addressOf = (name: string): string => toAddress('gonka', sha256(utf8ToBytes(name)).slice(0, 20));

export const [alice, bob, carol, dave, erin] = ['alice', 'bob', 'carol', 'dave', 'erin'].map(addressOf) as [
  string,
  string,
  string,
  string,
  string,
];

export const gov = 'gonka10d07y265gmmuvt4z0w9aw880jnsr700j2h5m33';

export const model = (id: string): Model =>
  Model.create({ proposedBy: gov, id, throughputPerNonce: 10n, validationThreshold: decimal(85n, -2) });

export const node = (localId: string, ...models: string[]): HardwareNode => HardwareNode.create({ localId, models });

export const participant = (address: string, changes: Partial<Participant> = {}): Participant =>
  Participant.create({
    index: address,
    address,
    weight: -1,
    status: ParticipantStatus.ACTIVE,
    currentEpochStats: CurrentEpochStats.create(),
    ...changes,
  });

/** Weights of the members of epoch 1; erin is a participant and no member. */
export const weights: readonly (readonly [address: string, weight: bigint])[] = [
  [alice, 50n],
  [bob, 30n],
  [carol, 40n],
  [dave, 10n],
];

/**
 * A chain in epoch 1, which started PoC at 40 and took effect at 59; the next PoC starts at 80. Four members, models m1
 * (served by all of them) and m2 (served by alice); tokens of m1 cost 10 base units.
 */
export function scene(profile: KeeperProfile = proposal, changes: Partial<Params> = {}): World {
  const world = new World(profile);
  world.block = { height: 70n, timeMs: 1_750_000_000_000n };
  world.act((keeper) => {
    const { state } = keeper;
    state.params.set({ ...defaultParams(), ...changes });
    state.genesisOnlyParams.set({ ...defaultGenesisOnlyParams(), supplyDenom: 'ngonka' });
    state.tokenomics.set(TokenomicsData.create());
    for (const id of ['m1', 'm2']) state.models.set(id, model(id));
    for (const address of [alice, bob, carol, dave, erin]) state.participants.set(address, participant(address));
    state.tokenPrices.set('m1', 10n);
    state.epochs.set(0n, { index: 0n, pocStartBlockHeight: 0n, epochParams: undefined });
    state.epochs.set(1n, { index: 1n, pocStartBlockHeight: 40n, epochParams: undefined });
    state.effectiveEpoch.set(1n);
    const group = world.group(keeper.ctx);
    const policy = { admin: gov, metadata: '', percentage: '0.50', votingPeriod: 240n, minExecutionPeriod: 0n };
    const { groupId: epochGroupId, policyAddress: epochPolicy } = group.createWithPolicy(policy);
    group.updateMembers(
      gov,
      epochGroupId,
      weights.map(([address, weight]) => ({ address, weight, metadata: 'key' })),
    );
    const root = { epochIndex: 1n, pocStartBlockHeight: 40n, epochGroupId, epochPolicy, totalWeight: 130n };
    state.epochGroupData.set(
      [1n, ''],
      EpochGroupData.create({ ...root, subGroupModels: ['m1', 'm2'], validationWeights: members(weights, []) }),
    );
    const subGroup = { epochIndex: 1n, pocStartBlockHeight: 40n };
    state.epochGroupData.set(
      [1n, 'm1'],
      EpochGroupData.create({
        ...subGroup,
        modelId: 'm1',
        modelSnapshot: model('m1'),
        totalWeight: 130n,
        validationWeights: members(weights, ['n1']),
      }),
    );
    state.epochGroupData.set(
      [1n, 'm2'],
      EpochGroupData.create({
        ...subGroup,
        modelId: 'm2',
        modelSnapshot: model('m2'),
        totalWeight: 50n,
        validationWeights: members(weights.slice(0, 1), ['n2']),
      }),
    );
  });
  return world;
}

function members(list: typeof weights, nodes: readonly string[]): ValidationWeight[] {
  return list.map(([memberAddress, weight]) => ({
    memberAddress,
    weight,
    reputation: 10,
    mlNodes: nodes.map((nodeId) => ({ nodeId, throughput: 0n, pocWeight: weight, timeslotAllocation: [true, false] })),
  }));
}

/** What a message fails with, as `codespace/code`; it must leave no trace. */
export function refused(world: World, typeUrl: string, msg: unknown): string {
  const before = world.dump();
  const code = failure(() => world.send(typeUrl, msg));
  expect(world.dump(), 'a refused message has written').toEqual(before);
  return code;
}

/** The type URL of a message by its rpc's name. */
export const url = (name: string): string => `/inference.inference.Msg${name}`;

/** The coded error that a call ends with. */
export function thrown(run: () => unknown): CodedError {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

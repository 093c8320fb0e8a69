import { describe, expect, it } from 'vitest';
import { ActiveParticipants } from '../../../src/gen/inference/inference/activeparticipants.js';
import { EpochGroupData } from '../../../src/gen/inference/inference/epoch_group_data.js';
import type { Params } from '../../../src/gen/inference/inference/params.js';
import { getActiveParticipants, setActiveParticipants } from '../../../src/keeper/activeParticipants.js';
import { setEpochGroupData } from '../../../src/keeper/epochGroupData.js';
import { deployed } from '../../../src/module/profiles.js';
import { formNextEpoch } from '../../../src/module/stages/formNextEpoch.js';
import { openUpcomingEpoch } from '../../../src/module/stages/openUpcomingEpoch.js';
import { active } from '../../calculations/make.js';
import { shown } from '../../sdk/world.js';
import { failure } from '../../util/failure.js';
import { address, EpochWorld, type EpochWorldOptions, nameOf } from '../epochWorld.js';

/** Epoch 1 in the block in which its groups are formed: alice mined 30 and 10 nonces, bob 20; alice votes for both. */
function mined(options: EpochWorldOptions = {}): EpochWorld {
  const world = new EpochWorld({ models: ['llama', 'qwen'], ...options }).at(40n);
  openUpcomingEpoch(world.keeper, world.profile);
  world.join('alice', 'n1=qwen n2=qwen,llama').join('bob', 'n1=llama');
  world.mine('alice', 'n1', 30, 40n, 1n).mine('alice', 'n2', 10, 40n, 1n).mine('bob', 'n1', 20, 40n, 1n);
  world.vote('alice on alice', 40n).vote('alice on bob', 40n);
  return world.at(58n);
}

const form = (world: EpochWorld): void => formNextEpoch(world.keeper, world.profile);

describe('EndOfPoCValidation', () => {
  it('forms the root group and a sub-group per model, each node under all its models, with its own id', () => {
    const world = mined();
    form(world);
    expect(world.members(1n)).toEqual(['alice 40', 'bob 20']);
    expect(world.group(1n).subGroupModels).toEqual(['llama', 'qwen']);
    expect(world.members(1n, 'qwen')).toEqual(['alice 40 n1:30:10 n2:10:10']);
    expect(world.members(1n, 'llama')).toEqual(['alice 40 n2:10:00', 'bob 20 n1:20:10']);
    expect(world.voters(1n).sort()).toEqual(['alice 40', 'bob 20']);
    expect(world.group(1n).memberSeedSignatures.map(({ signature }) => signature)).toEqual([
      'seed of alice',
      'seed of bob',
    ]);
  });

  it('gives nodes and groups their throughput by the frozen model', () => {
    const world = mined();
    form(world);
    const { totalThroughput, validationWeights, modelSnapshot } = world.group(1n, 'qwen');
    expect(validationWeights[0]!.mlNodes.map(({ throughput }) => throughput)).toEqual([300n, 100n]);
    expect(totalThroughput).toBe(400n);
    expect(modelSnapshot?.id).toBe('qwen');
    // Of llama, alice's node counts for the slot before PoC under qwen only.
    expect(world.group(1n, 'llama').expectedThroughputVector).toEqual([200n, 0n]);
  });

  it('lists the nodes of the participants with the throughput that they have in the groups', () => {
    const world = mined();
    // A node of the epoch before that is declared no more serves no model, and nothing of what it served is left.
    const kept = { nodeId: 'n9', pocWeight: 5n, throughput: 77n, timeslotAllocation: [true, true] };
    const member = { memberAddress: address('bob'), weight: 5n, reputation: 0, mlNodes: [kept] };
    const qwen = { epochIndex: 0n, modelId: 'qwen', validationWeights: [member] };
    setEpochGroupData(world.keeper, EpochGroupData.fromPartial(qwen));
    setEpochGroupData(world.keeper, { ...world.group(0n), subGroupModels: ['qwen'] });
    setActiveParticipants(world.keeper, ActiveParticipants.create({ participants: [active(address('bob'), 5n, '')] }));
    form(world);
    const { participants } = getActiveParticipants(world.keeper, 1n)!;
    const listed = participants.map(({ index, models, mlNodes }) => [
      nameOf(index),
      models,
      mlNodes.map((list) => list.mlNodes.map(({ nodeId, throughput }) => `${nodeId} ${throughput}`)),
    ]);
    expect(listed).toEqual([
      ['bob', ['llama'], [['n1 200'], ['n9 0']]],
      ['alice', ['llama', 'qwen'], [['n2 100'], ['n1 300', 'n2 100']]],
    ]);
  });

  it('lists the participants as they stand now, to take effect two blocks later', () => {
    const world = mined();
    form(world);
    const { participants, ...facts } = getActiveParticipants(world.keeper, 1n)!;
    expect(participants.map(({ index, weight }) => `${nameOf(index)} ${weight}`)).toEqual(['alice 40', 'bob 20']);
    expect(facts).toEqual({
      epochGroupId: 1n,
      epochId: 1n,
      pocStartBlockHeight: 40n,
      createdAtBlockHeight: 58n,
      effectiveBlockHeight: 60n,
    });
  });

  it('leaves out who sent no seed or was not voted for', () => {
    const world = mined().join('carol', 'n1=qwen').join('dave', 'n1=qwen');
    world.mine('carol', 'n1', 5, 40n, 1n).mine('dave', 'n1', 5, 40n, 1n);
    world.keeper.state.randomSeeds.remove([1n, address('carol')]);
    world.vote('alice on carol', 40n).vote('alice on dave: fraud', 40n);
    form(world);
    expect(world.members(1n)).toEqual(['alice 40', 'bob 20']);
  });

  it('tells why somebody is left out, and which batches do not count', () => {
    const world = mined().join('carol', 'n1=qwen').join('dave', 'n1=qwen');
    world.mine('carol', 'n1', 5, 40n, 1n).mine('dave', 'n1', 5, 40n, 1n);
    world.keeper.state.randomSeeds.remove([1n, address('carol')]);
    world.vote('alice on carol', 40n).vote('alice on dave: fraud', 40n);
    const { keeper } = world;
    formNextEpoch(keeper, world.profile);
    const told = shown(keeper.ctx.events.all).filter((text) => /^(participant_rejected|batch_ignored)/.test(text));
    expect(told.sort()).toEqual(
      [
        `participant_rejected epoch=1 participant=${address('carol')} reason=no seed`,
        `participant_rejected epoch=1 participant=${address('dave')} reason=fraud by 100 of 100`,
      ].sort(),
    );
  });

  it('makes no groups when nobody is left', () => {
    const world = mined();
    world.keeper.state.pocBatches.clear();
    form(world);
    expect(world.members(1n)).toEqual([]);
    expect(getActiveParticipants(world.keeper, 1n)).toBeUndefined();
  });

  it('cuts the weight of who holds too much', () => {
    const world = mined();
    const { genesisOnlyParams } = world.keeper.state;
    const half = { value: 5n, exponent: -1 };
    genesisOnlyParams.set({ ...genesisOnlyParams.require(), maxIndividualPowerPercentage: half });
    form(world);
    expect(world.members(1n)).toEqual(['alice 20', 'bob 20']);
    expect(world.members(1n, 'qwen'), 'nodes keep theirs').toEqual(['alice 20 n1:30:10 n2:10:10']);
  });

  it('shrinks weight without a deposit once the grace period is over', () => {
    const params = (defaults: Params): Params => ({
      ...defaults,
      collateralParams: { ...defaults.collateralParams!, gracePeriodEndEpoch: 0n },
    });
    const world = mined({ params });
    form(world);
    expect(world.members(1n)).toEqual(['alice 8', 'bob 4']);
  });

  it('chooses slots now where the rule of the profile does: of two nodes one', () => {
    const world = mined({ profile: deployed, models: ['qwen'] });
    form(world);
    expect(world.members(1n, 'qwen')).toEqual(['alice 40 n1:30:10 n2:10:11']);
  });

  it('1128: no epoch is upcoming', () => {
    const world = mined();
    world.keeper.state.epochs.remove(1n);
    expect(failure(() => form(world))).toBe('inference/1128');
  });

  it('1127: no epoch is in effect', () => {
    const world = mined();
    world.keeper.state.epochs.remove(0n);
    expect(failure(() => form(world))).toBe('inference/1127');
  });

  it('1126: the upcoming epoch has no root group', () => {
    const world = mined();
    world.keeper.state.epochGroupData.remove([1n, '']);
    expect(failure(() => form(world))).toBe('inference/1126');
  });
});

import { describe, expect, it } from 'vitest';
import { createRootGroup } from '../../../src/epochgroup/createGroup.js';
import { EpochGroupData } from '../../../src/gen/inference/inference/epoch_group_data.js';
import { Inference, InferenceStatus } from '../../../src/gen/inference/inference/inference.js';
import { Model } from '../../../src/gen/inference/inference/model.js';
import { setEpochGroupData } from '../../../src/keeper/epochGroupData.js';
import { setEffectiveEpochIndex, setEpoch } from '../../../src/keeper/epochs.js';
import { groundOf } from '../../../src/module/epochRecords.js';
import { deployed } from '../../../src/module/profiles.js';
import { measureBeforePoC } from '../../../src/module/stages/measureBeforePoC.js';
import { measurePoC } from '../../../src/module/stages/measurePoC.js';
import { selectServingNodes } from '../../../src/module/stages/selectServingNodes.js';
import { nodes } from '../../calculations/make.js';
import { failure } from '../../util/failure.js';
import { address, EpochWorld, type EpochWorldOptions, nameOf } from '../epochWorld.js';

/**
 * The block before the second PoC, which starts at 80. Epoch 1 took effect at 59 and has alice with two nodes of 10 nonces,
 * n2 under both models, and bob with one of 20; a nonce is worth 10 tokens.
 */
function lastBlock(options: EpochWorldOptions = {}): EpochWorld {
  const world = new EpochWorld({ models: ['llama', 'qwen'], ...options }).at(79n);
  world.join('alice', 'n1=qwen n2=qwen,llama').join('bob', 'n1=qwen');
  createRootGroup(groundOf(world.keeper), 1n, 40n);
  world.addVoters(1n, 'alice:20 bob:20');
  setEpoch(world.keeper, { index: 1n, pocStartBlockHeight: 40n, epochParams: undefined });
  setEffectiveEpochIndex(world.keeper, 1n);
  setEpochGroupData(world.keeper, {
    ...world.group(1n),
    subGroupModels: ['llama', 'qwen'],
    effectiveBlockHeight: 59n,
  });
  subGroup(world, 'llama', { alice: 'n2:10:00' });
  subGroup(world, 'qwen', { alice: 'n1:10 n2:10', bob: 'n1:20' });
  return world;
}

function subGroup(world: EpochWorld, modelId: string, members: Readonly<Record<string, string>>): void {
  const validationWeights = Object.entries(members).map(([name, list]) => ({
    memberAddress: address(name),
    weight: 20n,
    reputation: 0,
    mlNodes: nodes(list).map((node) => ({ ...node, throughput: node.pocWeight * 10n })),
  }));
  const modelSnapshot = Model.fromPartial({ id: modelId, throughputPerNonce: 10n });
  const all = validationWeights.flatMap(({ mlNodes }) => mlNodes);
  const totalThroughput = all.reduce((sum, { throughput }) => sum + throughput, 0n);
  const capacity = { totalThroughput, expectedThroughputVector: [5n, 0n] };
  const facts = { epochIndex: 1n, modelId, modelSnapshot, validationWeights, ...capacity };
  setEpochGroupData(world.keeper, EpochGroupData.fromPartial(facts));
}

function serve(world: EpochWorld, endBlockHeight: bigint, tokens: bigint, status = InferenceStatus.FINISHED): void {
  const inferenceId = `${endBlockHeight}/${tokens}`;
  const facts = {
    index: inferenceId,
    inferenceId,
    model: 'qwen',
    endBlockHeight,
    completionTokenCount: tokens,
    status,
  };
  world.keeper.state.inferences.set(inferenceId, Inference.fromPartial(facts));
}

/** What the block before StartOfPoC does, in the order of its works. */
function prepareForPoC(world: EpochWorld): void {
  measureBeforePoC(world.keeper);
  selectServingNodes(world.keeper);
}

const chosen = (world: EpochWorld, model: string) => {
  const { drawn, skipped, targetThroughput } = world.keeper.state.slotSelections.require([1n, model]);
  return {
    drawn: drawn.map(({ participant, nodeId }) => `${nameOf(participant)}/${nodeId}`),
    skipped: skipped.map(({ participant, nodeId, reason }) => `${nameOf(participant)}/${nodeId}: ${reason}`),
    targetThroughput,
  };
};

describe('the block before StartOfPoC', () => {
  it('draws nodes of each model up to half of its throughput, each node for one model only', () => {
    const world = lastBlock();
    prepareForPoC(world);
    expect(world.members(1n, 'llama')).toEqual(['alice 20 n2:10:01']);
    const qwen = chosen(world, 'qwen');
    expect(qwen.targetThroughput).toBe(200n);
    expect(qwen.skipped).toContain('alice/n2: serves llama');
    expect(qwen.drawn).not.toContain('alice/n2');
    expect(qwen.drawn.length).toBeGreaterThan(0);
  });

  it.each([
    ['n1=qwen', 'removed'],
    ['n1=qwen n2=qwen,llama!STOPPED', 'stopped'],
    ['n1=qwen n2=qwen,llama!FAILED', 'failed'],
    ['n1=qwen n2=qwen', 'models changed'],
    ['n1=qwen n2=llama,qwen', 'models changed'],
  ])('passes over a node with a change that is pending: alice now declares %s', (declared, reason) => {
    const world = lastBlock().join('alice', declared);
    prepareForPoC(world);
    expect(chosen(world, 'llama').skipped).toEqual([`alice/n2: ${reason}`]);
    expect(world.members(1n, 'llama')).toEqual(['alice 20 n2:10:00']);
    expect(chosen(world, 'qwen').skipped).toContain(`alice/n2: ${reason}`);
  });

  it('records what the models served since the epoch took effect, and expects of PoC what as many blocks saw', () => {
    const world = lastBlock();
    serve(world, 59n, 1000n); // the epoch took effect at the end of this block
    serve(world, 60n, 30n); // PoC takes 19 blocks: of (60, 79]
    serve(world, 61n, 4n);
    serve(world, 79n, 5n);
    serve(world, 79n, 700n, InferenceStatus.EXPIRED);
    prepareForPoC(world);
    const { expectedThroughputVector, realThroughputVector } = world.group(1n, 'qwen');
    expect(realThroughputVector).toEqual([39n, 0n]);
    expect(expectedThroughputVector).toEqual([5n, 9n]);
    expect(world.group(1n, 'llama').realThroughputVector).toEqual([0n, 0n]);
  });

  it('of the deployed chain changes nothing', () => {
    const world = lastBlock({ profile: deployed });
    const before = [world.group(1n, 'llama'), world.group(1n, 'qwen')];
    prepareForPoC(world);
    expect([world.group(1n, 'llama'), world.group(1n, 'qwen')]).toEqual(before);
    expect([...world.keeper.state.slotSelections.keys()]).toEqual([]);
  });

  it('has nothing to do in an epoch without a root group', () => {
    const world = lastBlock();
    world.keeper.state.epochGroupData.remove([1n, '']);
    prepareForPoC(world);
    expect([...world.keeper.state.slotSelections.keys()]).toEqual([]);
  });

  it('1127: no epoch is in effect', () => {
    const world = lastBlock();
    world.keeper.state.effectiveEpoch.remove();
    expect(failure(() => measureBeforePoC(world.keeper))).toBe('inference/1127');
    expect(failure(() => selectServingNodes(world.keeper))).toBe('inference/1127');
  });
});

describe('the end of PoC', () => {
  /** The same chain at the end of validation: PoC of epoch 2 started at 80. */
  function endOfPoC(options: EpochWorldOptions = {}): EpochWorld {
    const world = lastBlock(options).at(98n);
    setEpoch(world.keeper, { index: 2n, pocStartBlockHeight: 80n, epochParams: undefined });
    return world;
  }

  it('records what the models served while it ran', () => {
    const world = endOfPoC();
    serve(world, 80n, 1000n);
    serve(world, 81n, 3n);
    serve(world, 98n, 4n);
    measurePoC(world.keeper);
    expect(world.group(1n, 'qwen').realThroughputVector).toEqual([0n, 7n]);
  });

  it('has nothing to do in an epoch without a root group', () => {
    const world = endOfPoC();
    world.keeper.state.epochGroupData.remove([1n, '']);
    measurePoC(world.keeper);
    expect(world.group(1n, 'qwen').realThroughputVector).toEqual([]);
  });

  it('1128: no epoch is upcoming', () => {
    const world = endOfPoC();
    world.keeper.state.epochs.remove(2n);
    expect(failure(() => measurePoC(world.keeper))).toBe('inference/1128');
  });

  it('1127: no epoch is in effect', () => {
    const world = endOfPoC();
    world.keeper.state.effectiveEpoch.remove();
    expect(failure(() => measurePoC(world.keeper))).toBe('inference/1127');
  });
});

import { describe, expect, it } from 'vitest';
import { throughput } from '../../src/calculations/throughput.js';
import type { EpochParams } from '../../src/gen/inference/inference/params.js';
import { getEffectiveEpochIndex } from '../../src/keeper/epochs.js';
import { getParams, setParams } from '../../src/keeper/params.js';
import type { ChainProfile } from '../../src/module/chainProfile.js';
import { type OnStageFailure, withStageFailure } from '../../src/module/epochConduct.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { inferenceErrors } from '../../src/types/errors.js';
import { defineProfile, defineStrategy } from '../../src/types/strategies.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { EpochWorld } from './epochWorld.js';

/** Alice and bob mine in the PoC that started at 40, and alice votes for both. */
function mine(world: EpochWorld): void {
  world.join('alice', 'n1=qwen n2=qwen').join('bob', 'n1=qwen');
  world.mine('alice', 'n1', 30, 40n, 1n).mine('alice', 'n2', 10, 40n, 1n).mine('bob', 'n1', 20, 40n, 1n);
  world.vote('alice on alice', 40n).vote('alice on bob', 40n);
}

/** Heights at which something was told, up to a block, as `40 StartOfPoC`. */
function told(world: EpochWorld, height: bigint): string[] {
  const lines: string[] = [];
  while (world.height < height) {
    for (const text of world.runTo(world.height + 1n)) lines.push(`${world.height} ${text}`);
  }
  return lines;
}

const stages = (world: EpochWorld, height: bigint): string[] =>
  told(world, height).flatMap((line) => /^(\d+) epoch_stage stage=(\w+)/.exec(line)?.slice(1).join(' ') ?? []);

const withFailure = (profile: ChainProfile, rule: OnStageFailure): ChainProfile => ({
  ...profile,
  epochs: withStageFailure(profile.epochs, rule),
});

describe('an epoch', () => {
  it('of profile proposal goes from nonces to validators, and tells of each of its stages', () => {
    const world = new EpochWorld();
    world.runTo(40n);
    mine(world);
    const lines = told(world, 60n);
    expect(lines).toEqual([
      '41 epoch_stage stage=PoCExchangeWindow epoch=1 height=41',
      '50 epoch_stage stage=EndOfPoC epoch=1 height=50',
      '52 epoch_stage stage=StartOfPoCValidation epoch=1 height=52',
      '53 epoch_stage stage=PoCValidationExchangeWindow epoch=1 height=53',
      '58 epoch_stage stage=EndOfPoCValidation epoch=1 height=58',
      '58 epoch_stage stage=NextEpochReady epoch=1 height=58',
      '58 next_epoch_ready epoch=1 participants=2 models=qwen',
      '58 epoch_stage stage=ModelLoading epoch=1 height=58',
      '59 epoch_stage stage=SetNewValidators epoch=1 height=59',
    ]);
    expect(world.members(1n, 'qwen')).toEqual(['alice 40 n1:30:10 n2:10:10', 'bob 20 n1:20:10']);
    expect(getEffectiveEpochIndex(world.keeper)).toBe(1n);
    expect(world.validatorSets.map((set) => set.map(({ power }) => power).sort())).toEqual([[20n, 40n]]);
  });

  it('chooses in its last block who serves through the next PoC', () => {
    const world = new EpochWorld();
    world.runTo(40n);
    mine(world);
    world.runTo(78n);
    expect(world.members(1n, 'qwen').join(' ')).not.toContain(':11');
    world.runTo(79n);
    expect(world.members(1n, 'qwen').join(' ')).toContain(':11');
  });

  it('of the deployed chain is silent, and hands its validators to staking one block after the switch', () => {
    const world = new EpochWorld({ profile: deployed });
    world.runTo(40n);
    mine(world);
    expect(told(world, 59n)).toEqual([]);
    expect(world.validatorSets).toEqual([]);
    expect(told(world, 60n)).toEqual([]);
    expect(world.validatorSets).toHaveLength(1);
  });

  it('does nothing on a chain without epochs but say that there are none', () => {
    const world = new EpochWorld();
    world.keeper.state.effectiveEpoch.remove();
    expect(world.runTo(1n)).toEqual([
      'stage_failed stage=FindStages codespace=inference code=1127 reason=current epoch not found',
    ]);
  });
});

describe('a stage that fails', () => {
  const profileWith = (base: ChainProfile, error: Error): ChainProfile => {
    const modelAssignment = defineStrategy('modelAssignment', 'broken', () => {
      throw error;
    });
    return defineProfile({ name: 'failing', extends: base, strategies: { modelAssignment } });
  };
  const failing = (base: ChainProfile) =>
    profileWith(base, new CodedError(inferenceErrors.illegalState, 'no such node'));

  function formed(profile: ChainProfile): string[] {
    const world = new EpochWorld({ profile });
    world.runTo(40n);
    mine(world);
    return world.runTo(58n);
  }

  it('of profile proposal is told with its code, and the chain goes on', () => {
    const world = new EpochWorld({ profile: failing(proposal) });
    world.runTo(40n);
    mine(world);
    expect(told(world, 60n).slice(4)).toEqual([
      '58 epoch_stage stage=EndOfPoCValidation epoch=1 height=58',
      '58 stage_failed stage=EndOfPoCValidation codespace=inference code=1137 reason=no such node: illegal state for the operation requested',
      '58 epoch_stage stage=NextEpochReady epoch=1 height=58',
      '58 epoch_stage stage=ModelLoading epoch=1 height=58',
      '59 epoch_stage stage=SetNewValidators epoch=1 height=59',
    ]);
    expect(world.members(1n)).toEqual([]);
  });

  it('leaves the works of the same block be: without measurement nodes are drawn all the same', () => {
    const unmeasured = defineStrategy('throughput', 'broken', (input) => {
      if (input.moment === 'beforePoC') throw new CodedError(inferenceErrors.illegalState, 'no such block');
      return throughput(input);
    });
    const blind = defineProfile({ name: 'blind', extends: proposal, strategies: { throughput: unmeasured } });
    const world = new EpochWorld({ profile: blind });
    world.runTo(40n);
    mine(world);
    world.runTo(78n);
    expect(world.runTo(79n)).toEqual([
      expect.stringMatching(/^stage_failed stage=PrepareForPoC codespace=inference code=1137 /),
    ]);
    expect(world.members(1n, 'qwen').join(' ')).toContain(':11');
  });

  it('of the deployed chain is told to nobody, and the chain goes on', () => {
    expect(formed(failing(deployed))).toEqual([]);
  });

  it.each([
    ['proposal', proposal],
    ['deployed', deployed],
  ])('stops the chain where that is wished, in profile %s', (_, profile) => {
    expect(() => formed(withFailure(failing(profile), 'halt'))).toThrow(
      expect.objectContaining({
        kind: simErrors.chainHalted,
        message: expect.stringContaining('EndOfPoCValidation: no such node'),
      }),
    );
  });

  it.each([
    ['proposal', proposal],
    ['deployed', deployed],
    ['halting', withFailure(proposal, 'halt')],
    ['going on', withFailure(deployed, 'goOn')],
  ])('gonka-sim/23: because its strategy is broken says so in every profile: %s', (_, profile) => {
    expect(() => formed(profileWith(profile, new TypeError('no such node')))).toThrow(
      expect.objectContaining({
        kind: simErrors.strategyInvalid,
        message: expect.stringContaining("modelAssignment 'broken': no such node"),
      }),
    );
  });
});

describe('epoch_length changed in mid-PoC', () => {
  /** Half-way through the PoC that started at 40. */
  function changed(profile: ChainProfile, change: Partial<EpochParams>): EpochWorld {
    const world = new EpochWorld({ profile });
    world.runTo(45n);
    mine(world);
    const params = getParams(world.keeper);
    setParams(world.keeper, { ...params, epochParams: { ...params.epochParams!, ...change } });
    return world;
  }

  it('takes effect with the epoch after the one that runs', () => {
    const world = changed(proposal, { epochLength: 25n, pocStageDuration: 6n });
    expect(stages(world, 110n)).toEqual([
      '50 EndOfPoC',
      '52 StartOfPoCValidation',
      '53 PoCValidationExchangeWindow',
      '58 EndOfPoCValidation',
      '58 NextEpochReady',
      '58 ModelLoading',
      '59 SetNewValidators',
      '80 StartOfPoC',
      '81 PoCExchangeWindow',
      '86 EndOfPoC',
      '88 StartOfPoCValidation',
      '89 PoCValidationExchangeWindow',
      '94 EndOfPoCValidation',
      '94 NextEpochReady',
      '94 ModelLoading',
      '95 SetNewValidators',
      '105 StartOfPoC',
      '106 PoCExchangeWindow',
    ]);
  });

  it('gonka-sim/25: stops the deployed chain, with the cause', () => {
    const world = changed(deployed, { epochLength: 20n });
    expect(() => world.runTo(46n)).toThrow(
      expect.objectContaining({
        kind: simErrors.chainHalted,
        message: expect.stringContaining('while epoch 0 is in effect: epoch_params changed under way'),
      }),
    );
  });

  it('leaves the deployed chain in its epoch where it is told to go on', () => {
    const world = changed(withFailure(deployed, 'goOn'), { epochLength: 20n });
    expect(told(world, 47n).map((line) => line.split(' reason=')[0])).toEqual([
      '46 stage_failed stage=FindStages codespace=gonka-sim code=25',
      '47 stage_failed stage=FindStages codespace=gonka-sim code=25',
    ]);
    expect(getEffectiveEpochIndex(world.keeper)).toBe(0n);
  });
});

import { describe, expect, it } from 'vitest';
import { setParams } from '../../src/keeper/params.js';
import { deployedEpochs, proposalEpochs, withStageFailure } from '../../src/module/epochConduct.js';
import type { Context } from '../../src/types/context.js';
import { inferenceErrors } from '../../src/types/errors.js';
import { event } from '../../src/types/events.js';
import { defaultParams } from '../../src/types/params.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { shown } from '../sdk/world.js';
import { failure } from '../util/failure.js';
import { EpochWorld } from './epochWorld.js';

/** A stage that writes, tells, and then fails with an error, if one is given. */
function stage(world: EpochWorld, error?: Error) {
  return (ctx: Context): void => {
    setParams(world.open(ctx), { ...defaultParams(), pocParams: undefined });
    ctx.emit(event('told', {}));
    if (error !== undefined) throw error;
  };
}

const coded = new CodedError(inferenceErrors.epochGroupDataNotFound);
const bug = new TypeError('a bug');
const halt = new CodedError(simErrors.chainHalted, 'a panic');

const hasWritten = ({ keeper }: EpochWorld): boolean => keeper.state.params.require().pocParams === undefined;

function run(epochs: typeof proposalEpochs, error?: Error) {
  const world = new EpochWorld();
  const { ctx } = world.keeper;
  epochs.runStage(ctx, 'Work', stage(world, error));
  return { written: hasWritten(world), events: shown(ctx.events.all) };
}

const done = { written: true, events: ['told'] };
const undone = {
  written: false,
  events: [
    'stage_failed stage=Work codespace=inference code=1126 reason=epoch group data not found for the given poc start block height and model id',
  ],
};

describe('a stage', () => {
  it.each([
    ['proposal', proposalEpochs],
    ['deployed', deployedEpochs],
    ['halting', withStageFailure(proposalEpochs, 'halt')],
    ['going on', withStageFailure(deployedEpochs, 'goOn')],
  ])('that succeeds is written and told: %s', (_, epochs) => {
    expect(run(epochs)).toEqual(done);
  });

  it('that fails is undone in profile proposal, and an event says why', () => {
    expect(run(proposalEpochs, coded)).toEqual(undone);
  });

  it('that fails leaves what it did on the deployed chain', () => {
    expect(run(deployedEpochs, coded)).toEqual(done);
  });

  it('gonka-sim/25: that fails stops the chain where that is wished, under its name', () => {
    expect(() => run(withStageFailure(proposalEpochs, 'halt'), coded)).toThrow(
      expect.objectContaining({ kind: simErrors.chainHalted, context: { stage: 'Work' }, cause: coded }),
    );
    expect(() => run(withStageFailure(proposalEpochs, 'halt'), halt)).toThrow(halt);
  });

  it('gonka-sim/25: that stops the deployed chain stops ours, unless it is told to go on', () => {
    expect(failure(() => run(deployedEpochs, halt))).toBe('gonka-sim/25');
    expect(run(withStageFailure(deployedEpochs, 'goOn'), halt)).toMatchObject({ written: false });
  });

  it.each([
    ['proposal', proposalEpochs],
    ['deployed', deployedEpochs],
    ['halting', withStageFailure(proposalEpochs, 'halt')],
  ])('with a bug shows it: %s', (_, epochs) => {
    expect(() => run(epochs, bug)).toThrow(bug);
  });

  it.each([
    ['proposal', proposalEpochs],
    ['deployed', deployedEpochs],
    ['halting', withStageFailure(proposalEpochs, 'halt')],
    ['going on', withStageFailure(deployedEpochs, 'goOn')],
  ])('gonka-sim/23: with a broken strategy shows it, as it is: %s', (_, epochs) => {
    const broken = new CodedError(simErrors.strategyInvalid, "weights 'mine': oops");
    expect(() => run(epochs, broken)).toThrow(broken);
  });
});

describe('the conduct of epochs', () => {
  it("is the profile's own without a rule of failure", () => {
    expect(withStageFailure(deployedEpochs, undefined)).toBe(deployedEpochs);
  });

  it('keeps lengths in profile proposal only', () => {
    const params = defaultParams();
    expect(proposalEpochs.frozenParams(params)).toBe(params.epochParams);
    expect(deployedEpochs.frozenParams(params)).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { EpochContext } from '../../src/types/epochContext.js';
import { stageNames, stagesStartingAt, stageTimeline } from '../../src/types/stages.js';

const params = {
  epochLength: 40n,
  epochShift: 0n,
  pocStageDuration: 10n,
  pocExchangeDuration: 2n,
  pocValidationDelay: 2n,
  pocValidationDuration: 6n,
  setNewValidatorsDelay: 3n,
  inferenceValidationCutoff: 0n,
};
const second = new EpochContext({ index: 2n, pocStartBlockHeight: 80n }, params);

it('the nine stages follow each other', () => {
  expect(stageTimeline(second).map(({ stage, height }) => `${height} ${stage}`)).toEqual([
    '80 StartOfPoC',
    '81 PoCExchangeWindow',
    '90 EndOfPoC',
    '92 StartOfPoCValidation',
    '93 PoCValidationExchangeWindow',
    '98 EndOfPoCValidation',
    '98 NextEpochReady',
    '98 ModelLoading',
    '101 SetNewValidators',
  ]);
});

it('several may start in one block, in order', () => {
  const names = (height: bigint) => stagesStartingAt(second, height).map(({ stage }) => stage);
  expect(names(98n)).toEqual(['EndOfPoCValidation', 'NextEpochReady', 'ModelLoading']);
  expect(names(99n)).toEqual([]);
});

it('with no delays at all, all nine are still there', () => {
  const instant = { ...params, pocStageDuration: 0n, pocExchangeDuration: 0n, pocValidationDelay: 0n };
  const squeezed = { ...instant, pocValidationDuration: 0n, setNewValidatorsDelay: 0n };
  const stages = stageTimeline(new EpochContext({ index: 2n, pocStartBlockHeight: 80n }, squeezed));
  expect(stages.map(({ stage }) => stage)).toEqual(stageNames);
});

it('epoch 0 has none', () => {
  expect(stageTimeline(new EpochContext({ index: 0n, pocStartBlockHeight: 0n }, params))).toEqual([]);
});

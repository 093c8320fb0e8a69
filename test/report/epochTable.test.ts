import { describe, expect, it } from 'vitest';
import { epochTable } from '../../src/report/epochTable.js';
import { sampleEpoch } from './sampleEpoch.js';

const plain = { colour: false };

describe('the table of an epoch', () => {
  it('says everything in at most 110 columns', () => {
    const lines = epochTable(sampleEpoch, plain).split('\n');
    expect(lines.filter((line) => line.length > 110)).toEqual([]);
    expect(lines[0]).toBe(`Epoch 3  ended at height 187, app hash ${'AB'.repeat(32)}`);
    expect(lines.join('\n')).toContain('SetNewValidators 139');
    expect(lines.at(-1)).toBe('  minted 284 864.657146472, settled 284 864.657146471 coins');
  });

  it('shows a participant by name, with mined and preserved weight, reward and coverage', () => {
    const row = epochTable(sampleEpoch, plain)
      .split('\n')
      .find((line) => line.includes('ada '));
    expect(row?.trim().split(/ {2,}/)).toEqual([
      'ada',
      'gonka1qpzr…qpzry9',
      '150',
      '94',
      '56',
      '31 348.164982222',
      '9',
      'yes',
    ]);
  });

  it('marks the timeslots of every node, and leaves out what was not measured', () => {
    const text = epochTable(sampleEpoch, plain);
    expect(text).toContain('●● ada/ada-h100-1');
    expect(text).toContain('●○ ada/ada-h100-2');
    expect(text).toContain('○○ bo/bo-a100-1');
    expect(text).toMatch(/Qwen3-235B\S+ +1 +28 000 +28 000 +- +- +-/);
  });

  it('is short for an epoch without PoC and without models', () => {
    const stages = { StartOfPoC: 0, SetNewValidators: 0 };
    const text = epochTable({ ...sampleEpoch, epoch: 0, stages, models: [] }, plain);
    expect(text).toContain('no PoC came before it');
    expect(text).not.toContain('nodes:');
  });

  it('says what happened, in lines of its own', () => {
    const failed = {
      stage: 'EndOfPoCValidation',
      height: 178,
      codespace: 'inference',
      code: 1137,
      message: 'x'.repeat(99),
    };
    const rejected = ['carl', 'dora'].map((name) => ({
      address: name,
      name,
      epoch: 4,
      height: 178,
      reason: 'no seed',
    }));
    const proposals = [
      { id: '1', title: 'Longer epochs', height: 140, result: 'passed' },
      { id: '2', height: 141, result: 'failed', reason: 'passed, but msg 0 failed on execution' },
    ];
    const lines = epochTable({ ...sampleEpoch, failures: [failed], rejected, proposals }, plain).split('\n');
    expect(lines.slice(-5, -1)).toEqual([
      '  carl, dora not accepted for epoch 4: no seed',
      '  proposal 1 "Longer epochs" passed at height 140',
      '  proposal 2 failed at height 141: passed, but msg 0 failed on execution',
      `  stage EndOfPoCValidation failed at height 178 and was undone: inference/1137 ${'x'.repeat(30)}…`,
    ]);
  });

  it('has colours only when they are wanted', () => {
    expect(epochTable(sampleEpoch, plain)).not.toContain('\u001b');
    expect(epochTable(sampleEpoch, { colour: true })).toContain('\u001b[1mEpoch 3\u001b[22m');
  });
});

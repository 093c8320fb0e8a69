import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { proposal } from '../../src/module/profiles.js';
import { compareProfiles } from '../../src/network/compareProfiles.js';
import { happenings, toldEvents } from '../../src/network/happenings.js';
import { simulate } from '../../src/network/simulate.js';
import { comparisonTable } from '../../src/report/comparisonTable.js';
import { jsonLine } from '../../src/report/jsonLine.js';
import { runTotals } from '../../src/report/runTotals.js';
import { inferenceErrors } from '../../src/types/errors.js';
import { event } from '../../src/types/events.js';
import { defineProfile, defineStrategy } from '../../src/types/strategies.js';
import { CodedError } from '../../src/util/errors.js';
import { smallNetwork, withParticipant } from './smallNetwork.js';

const plain = { colour: false };
const run = async (epochs: number, change?: Parameters<typeof smallNetwork>[0]) => ({
  ...(await smallNetwork(change)),
  seed: '1',
  epochs,
  onBug: surfaceBugs,
});

/** A settlement that the chain's own rules refuse. */
const failing = defineProfile({
  name: 'failing',
  extends: proposal,
  strategies: {
    settlement: defineStrategy('settlement', 'none', () => {
      throw new CodedError(inferenceErrors.illegalState, 'nobody is paid');
    }),
  },
});

describe('a run tells', () => {
  it('nothing where nothing happens', async () => {
    const { epochs, end } = await simulate(await run(2));
    for (const { failures, rejected, proposals } of epochs)
      expect([failures, rejected, proposals]).toEqual([[], [], []]);
    expect(end.failures).toEqual([]);
  });

  it('of each stage that was undone once, in its epoch or at the end', async () => {
    const options = { ...(await run(3)), profile: failing };
    const failed = (height: number) => ({
      stage: 'EndOfPoCValidation',
      height,
      codespace: 'inference',
      code: 1137,
      message: 'nobody is paid: illegal state for the operation requested',
    });
    const whole = await simulate(options);
    expect(whole.epochs.map(({ failures }) => failures)).toEqual([[], [failed(98)], [failed(138)]]);
    expect(whole.end.failures).toEqual([]);
    expect(JSON.parse(jsonLine(whole.epochs[1]!)).failures).toEqual([failed(98)]);
    const totals = runTotals(whole.end, whole.epochs, { seconds: 1, blocks: 1 }, plain);
    expect(totals).toContain('  2 stages failed and were undone');

    let height = 0n;
    const onBlock = (block: { readonly height: bigint }) => {
      height = block.height;
    };
    const { end } = await simulate({ ...options, onBlock, stop: () => height === 98n });
    expect(end.failures).toEqual([failed(98)]);
  });

  it('in a comparison what failed, when anything did', async () => {
    const runs = await compareProfiles({ ...(await run(3)), profiles: [proposal, failing] });
    expect(comparisonTable(runs, plain)).toMatch(/≠ +stages that failed and were undone +0 +2/);
    expect(comparisonTable(runs.slice(0, 1), plain)).not.toContain('failed');
  });

  it('whose nonces were not accepted, and why', async () => {
    const { epochs } = await simulate(await run(1, withParticipant('bob', { behaviour: 'silent' })));
    expect(epochs[0]!.rejected).toMatchObject([{ name: 'bob', epoch: 1, height: 58, reason: 'no seed' }]);
  });

  it('how proposals ended', () => {
    const ended = (proposal_result: string) =>
      event('active_proposal', { proposal_id: '7', proposal_result, proposal_log: 'msg 0 failed' });
    const events = ['passed', 'failed', 'rejected'].map((result) => ended(`proposal_${result}`));
    const told = toldEvents(9n, [...events, event('transfer', {})]);
    expect(happenings(told, { nameOf: () => undefined, titleOf: () => 'Longer' }).proposals).toEqual([
      { id: '7', title: 'Longer', height: 9, result: 'passed' },
      { id: '7', title: 'Longer', height: 9, result: 'failed', reason: 'msg 0 failed' },
      { id: '7', title: 'Longer', height: 9, result: 'rejected' },
    ]);
  });
});

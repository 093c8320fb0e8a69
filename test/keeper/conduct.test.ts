import { describe, expect, it } from 'vitest';
import { Inference, InferenceStatus } from '../../src/gen/inference/inference/inference.js';
import { ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { deployedConduct } from '../../src/keeper/conductDeployed.js';
import { proposalConduct } from '../../src/keeper/conductProposal.js';
import { defaultParams } from '../../src/types/params.js';
import { failure } from '../util/failure.js';

const running = Inference.create({ inferenceId: 'i', startBlockHeight: 1n });
const ended = { ...running, endBlockHeight: 2n, validatedBy: ['v'] };

describe('what handlers do differently between profiles', () => {
  it.each([
    ['start again while it runs', 'checkRepeatedStart', [running], 'inference/1101', 'inference/1101'],
    ['start again after the finish', 'checkRepeatedStart', [ended], 'inference/1101', 'no failure'],
    ['a first finish', 'checkRepeatedFinish', [running], 'no failure', 'no failure'],
    ['a second finish', 'checkRepeatedFinish', [ended], 'inference/1137', 'no failure'],
    ['a first validation', 'checkRepeatedValidation', [ended, 'w'], 'no failure', 'no failure'],
    ['a second validation', 'checkRepeatedValidation', [ended, 'v'], 'inference/1137', 'no failure'],
    [
      'a validation during the vote',
      'checkRepeatedValidation',
      [{ ...ended, status: InferenceStatus.VOTING }, 'w'],
      'inference/1137',
      'no failure',
    ],
    ['booking what is owed', 'checkAmount', [0n, 'p'], 'no failure', 'no failure'],
    ['booking a debt', 'checkAmount', [-1n, 'p'], 'no failure', 'undefined/111222'],
    ['settling a debt', 'checkSettledBalance', [-1n, 'p'], 'no failure', 'gonka-sim/25'],
  ] as const)('%s', (_, name, args, proposal, deployed) => {
    const outcome = (conduct: typeof proposalConduct) =>
      failure(() => (conduct[name] as (...all: unknown[]) => void)(...args));
    expect([outcome(proposalConduct), outcome(deployedConduct)]).toEqual([proposal, deployed]);
  });

  it('a vote where nobody disputes is an error here and a panic there', () => {
    const raise = (conduct: typeof proposalConduct) =>
      failure(() => {
        throw conduct.undisputed('i');
      });
    expect([raise(proposalConduct), raise(deployedConduct)]).toEqual(['inference/1137', 'undefined/111222']);
  });

  it('tokens that do not fit are refused here and wrap there', () => {
    const request = { promptTokens: 20n, maxTokens: 2n ** 64n - 20n, price: 10n };
    expect(failure(() => proposalConduct.costs.escrow(request))).toBe('gonka-sim/1');
    expect(deployedConduct.costs.escrow(request)).toBe(0n);
  });

  it('an inference above its escrow is recorded with what was paid here, with its cost there', () => {
    const amounts = { cost: 50_200n, payment: 1200n };
    expect([proposalConduct.recordedCost(amounts), deployedConduct.recordedCost(amounts)]).toEqual([1200n, 50_200n]);
  });

  it('a fall to INVALID comes to the same where floats are exact enough', () => {
    const counts = { inferenceCount: 100n, validatedInferences: 95n, invalidatedInferences: 5n };
    const record = { ...counts, consecutiveInvalidInferences: 5n };
    const params = defaultParams().validationParams!;
    for (const conduct of [proposalConduct, deployedConduct]) {
      expect(conduct.participantStatus(record, params)).toBe(ParticipantStatus.INVALID);
      expect(conduct.participantStatus({ ...record, consecutiveInvalidInferences: 4n }, params)).toBe(
        ParticipantStatus.ACTIVE,
      );
    }
  });
});

import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { proposal } from '../../src/module/profiles.js';
import { compareProfiles } from '../../src/network/compareProfiles.js';
import { simulate } from '../../src/network/simulate.js';
import {
  defineProfile,
  defineStrategy,
  type StrategyFunctions,
  type StrategyKind,
} from '../../src/types/strategies.js';
import { smallNetwork } from './smallNetwork.js';

const network = await smallNetwork();
const options = { ...network, seed: '1', epochs: 3, onBug: surfaceBugs };

/** Profile proposal with one rule that plain JavaScript lets through. */
function withRule<K extends StrategyKind>(kind: K, rule: (input: Parameters<StrategyFunctions[K]>[0]) => unknown) {
  const strategy = (defineStrategy as (...all: unknown[]) => unknown)(kind, 'mine', rule);
  return defineProfile({ name: 'own', extends: proposal, strategies: { [kind]: strategy } });
}

const bonus = (multiplier: unknown) =>
  withRule('coverageBonus', ({ participants }) => new Map(participants.map((address) => [address, multiplier])));

const broken = {
  'coverageBonus that throws': withRule('coverageBonus', () => {
    throw new TypeError('oops');
  }),
  'coverageBonus 1.5': withRule('coverageBonus', () => 1.5),
  'coverageBonus {}': withRule('coverageBonus', () => ({})),
  'coverageBonus undefined': withRule('coverageBonus', () => undefined),
  'coverageBonus of a promise': withRule('coverageBonus', async () => new Map()),
  'coverageBonus in numbers': bonus({ numerator: 11, denominator: 10 }),
  'coverageBonus of 1 / 0': bonus({ numerator: 1n, denominator: 0n }),
  'coverageBonus of -1': bonus({ numerator: -1n, denominator: 1n }),
  'coverageBonus of a stranger': withRule(
    'coverageBonus',
    () => new Map([['stranger', { numerator: 1n, denominator: 1n }]]),
  ),
  'slotAllocation that draws twice': withRule('slotAllocation', ({ participants }) => {
    const [{ address, nodes }] = participants as [(typeof participants)[number]];
    const node = { participant: address, nodeId: nodes[0]!.nodeId };
    return { drawn: [node, node] };
  }),
  'slotAllocation []': withRule('slotAllocation', () => []),
};

describe('gonka-sim/23: a broken strategy ends the run, and is named', () => {
  const named = (profile: typeof proposal) => {
    const kind = profile.strategies.coverageBonus.name === 'mine' ? 'coverageBonus' : 'slotAllocation';
    return { codespace: 'gonka-sim', code: 23, message: expect.stringContaining(`${kind} 'mine': `) };
  };

  it.each(Object.entries(broken))('%s', async (_, profile) => {
    await expect(simulate({ ...options, profile })).rejects.toMatchObject(named(profile));
  });

  it.each(['goOn', 'halt'] as const)('whatever a failed stage brings: %s', async (onStageFailure) => {
    const profile = broken['slotAllocation []'];
    await expect(simulate({ ...options, profile, onStageFailure })).rejects.toMatchObject(named(profile));
  });

  it('in a comparison, too', async () => {
    const profiles = [proposal, broken['slotAllocation []']];
    await expect(compareProfiles({ ...options, profiles })).rejects.toMatchObject(named(profiles[1]!));
  });
});

describe('gonka-sim/26: a comparison is refused', () => {
  const own = broken['slotAllocation []'];
  it.each([
    ['of two profiles with one name', [proposal, own, own], "two profiles are named 'own'"],
    ['of no profile', [], 'profiles must be a list of at least one profile'],
    ['without a list', undefined as never, 'profiles must be a list of at least one profile'],
  ])('%s', async (_, profiles, problem) => {
    await expect(compareProfiles({ ...options, profiles })).rejects.toMatchObject({
      codespace: 'gonka-sim',
      code: 26,
      message: `compareProfiles: ${problem}: usage`,
    });
  });
});

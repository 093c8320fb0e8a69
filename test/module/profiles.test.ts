import { describe, expect, it } from 'vitest';
import { deployed, ProfileRegistry, proposal } from '../../src/module/profiles.js';
import { defineProfile, defineStrategy, strategyKinds } from '../../src/types/strategies.js';
import { simErrors } from '../../src/util/errors.js';

const nobody = defineStrategy('slotAllocation', 'nobody', () => ({ drawn: [] }));

describe('profiles', () => {
  it('have a strategy of each kind', () => {
    for (const profile of [proposal, deployed]) {
      expect(strategyKinds.map((kind) => profile.strategies[kind].kind)).toEqual(strategyKinds);
    }
  });

  it('choose slots in the block before PoC, or at formation as deployed', () => {
    expect(proposal.strategies.slotAllocation.when).toBe('beforePoC');
    expect(deployed.strategies.slotAllocation.when).toBe('formation');
  });

  it('of a user take all but their own rules from another one', () => {
    const mine = defineProfile({ name: 'mine', extends: deployed, strategies: { slotAllocation: nobody } });
    expect(mine).toMatchObject({ name: 'mine', conduct: deployed.conduct, epochs: deployed.epochs });
    expect(mine.strategies).toEqual({ ...deployed.strategies, slotAllocation: nobody });
    expect(new ProfileRegistry([mine]).get('mine')).toBe(mine);
  });

  it('are found by name', () => {
    const registry = new ProfileRegistry();
    expect(registry.get('proposal')).toBe(proposal);
    expect(registry.get('gonka-2025-08')).toBe(deployed);
  });

  it('gonka-sim/22: an unknown name is answered with those that there are', () => {
    expect(() => new ProfileRegistry().get('gonka')).toThrow(
      expect.objectContaining({
        kind: simErrors.profileUnknown,
        message: "no profile 'gonka' here; there are proposal, gonka-2025-08: unknown profile",
      }),
    );
  });
});

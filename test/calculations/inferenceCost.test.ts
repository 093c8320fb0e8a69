import { describe, expect, it } from 'vitest';
import { inferenceCosts, inferenceCostsA25, payoutOf } from '../../src/calculations/inferenceCost.js';
import { failure } from '../util/failure.js';

describe.each([
  ['proposal', inferenceCosts],
  ['gonka-2025-08', inferenceCostsA25],
])('inferenceCosts of %s', (_, { cost, escrow }) => {
  it.each([
    [1000n, 30_000n],
    [500n, 15_000n],
    [0n, 0n],
  ])('30 tokens at %i', (price, expected) => {
    expect(cost({ promptTokens: 10n, completionTokens: 20n, price })).toBe(expected);
  });

  it('puts up prompt and reserved output, 5000 tokens when no limit is given', () => {
    expect(escrow({ promptTokens: 20n, maxTokens: 100n, price: 10n })).toBe(1200n);
    expect(escrow({ promptTokens: 20n, maxTokens: 0n, price: 10n })).toBe(50_200n);
  });
});

describe('what does not fit into 64 bits', () => {
  const wrappingProduct = { promptTokens: 20n, maxTokens: 1_844_674_407_370_955_161n, price: 10n };
  const wrappingSum = { promptTokens: 20n, maxTokens: 2n ** 64n - 20n, price: 10n };

  it('is refused in proposal', () => {
    expect(failure(() => inferenceCosts.escrow(wrappingProduct))).toBe('gonka-sim/1');
    expect(failure(() => inferenceCosts.escrow(wrappingSum))).toBe('gonka-sim/1');
    expect(failure(() => inferenceCosts.cost({ promptTokens: 2n ** 62n, completionTokens: 0n, price: 2n }))).toBe(
      'gonka-sim/1',
    );
  });

  it('wraps as deployed, down to a tiny, no or negative escrow', () => {
    expect(inferenceCostsA25.escrow(wrappingProduct)).toBe(194n);
    expect(inferenceCostsA25.escrow(wrappingSum)).toBe(0n);
    expect(inferenceCostsA25.cost({ promptTokens: 2n ** 63n, completionTokens: 0n, price: 1n })).toBe(-(2n ** 63n));
  });
});

describe('payoutOf', () => {
  it('pays the cost and gives the rest back', () => {
    expect(payoutOf(300n, 1200n)).toEqual({ payment: 300n, refund: 900n });
    expect(payoutOf(1200n, 1200n)).toEqual({ payment: 1200n, refund: 0n });
  });

  it('never pays more than the escrow', () => {
    expect(payoutOf(1300n, 1200n)).toEqual({ payment: 1200n, refund: 0n });
  });
});

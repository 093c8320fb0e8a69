import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/util/errors.js';
import {
  contractSeed,
  contractVersion,
  drawIndex,
  runSeed,
  Tape,
  validationErrors,
} from '../../../src/validation/index.js';
import type { Sampling } from '../../../src/validation/sequence/sampling.js';
import { decimalWeights, samplingWeights } from '../../../src/validation/sequence/samplingWeights.js';
import { weightScale } from '../../../src/validation/sequence/weightScale.js';
import { fc } from '../../util/fc.js';

interface ContractCase {
  readonly name: string;
  readonly logprobs: Readonly<Record<string, string>>;
  readonly temperature: string;
  readonly top_p: string | null;
  readonly top_k: number | null;
  readonly min_p: string | null;
  readonly seed_str: string;
  readonly expected_weights: Readonly<Record<string, number>>;
  readonly expected_token: string;
}

interface Contract {
  readonly contract_version: string;
  readonly weight_scale: number;
  readonly rng_reference: { readonly seed: string; readonly first_u64: readonly string[] };
  readonly cases: readonly ContractCase[];
  readonly uint64_below: {
    readonly seed: string;
    readonly cases: readonly { readonly n: number; readonly draws: readonly number[] }[];
  };
  readonly seed_derivation: {
    readonly accept: readonly {
      readonly user_seed: string;
      readonly inference_id: string;
      readonly expected_seed: string;
    }[];
    readonly reject_inference_id: readonly string[];
  };
}

const contract = JSON.parse(
  readFileSync(new URL('../../fixtures/samplingContract.json', import.meta.url), 'utf8'),
) as Contract;

const optional = (text: string | number | null): number | undefined => (text === null ? undefined : Number(text));

/** The contract sorts tokens by the text of their ids. */
const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error.kind;
    throw error;
  }
  return undefined;
};

describe('the sampling contract 1.0.0', () => {
  it('is the version that the vectors are for', () => {
    expect([contractVersion, weightScale]).toEqual([contract.contract_version, contract.weight_scale]);
  });

  it.each(contract.cases)('weights and draw of $name', (one) => {
    const tokens = sorted(one.logprobs);
    const sampling: Sampling = {
      temperature: Number(one.temperature),
      topP: optional(one.top_p),
      topK: optional(one.top_k),
      minP: optional(one.min_p),
    };
    const weights = samplingWeights(
      tokens.map(([, logprob]) => Number(logprob)),
      sampling,
    );
    const drawn = tokens[drawIndex(one.seed_str, weights)]![0];
    const named = Object.fromEntries(
      tokens
        .map(([id], i) => [id, weights[i]])
        .filter(([, weight], i) => weight !== 0 || tokens[i]![0] in one.expected_weights),
    );
    expect(named).toEqual(one.expected_weights);
    expect(drawn).toBe(one.expected_token);
  });

  it('reads its tape', () => {
    const tape = new Tape(contract.rng_reference.seed);
    expect(contract.rng_reference.first_u64.map(() => String(tape.next()))).toEqual(contract.rng_reference.first_u64);
  });

  it.each(contract.uint64_below.cases)('draws below $n', ({ n, draws }) => {
    const tape = new Tape(contract.uint64_below.seed);
    expect(draws.map(() => Number(tape.below(BigInt(n))))).toEqual(draws);
  });

  it.each(contract.seed_derivation.accept)('binds $user_seed to $inference_id', (one) => {
    expect(contractSeed(BigInt(one.user_seed), one.inference_id)).toBe(one.expected_seed);
  });

  it.each(contract.seed_derivation.reject_inference_id)('refuses the id "%s"', (id) => {
    expect(codeOf(() => contractSeed(7n, id))).toBe(validationErrors.seedInvalid);
    expect(codeOf(() => runSeed(7n, id))).toBe(validationErrors.seedInvalid);
  });

  it('refuses a user seed beyond 64 bits', () => {
    expect(codeOf(() => contractSeed(1n << 63n, 'x'))).toBe(validationErrors.seedInvalid);
  });

  it('writes a float of 32 bits as the contract does', () => {
    expect([-0.05, Math.fround(-0.05), Math.fround(0.1)].map(String)).toEqual([
      '-0.05',
      '-0.05000000074505806',
      '0.10000000149011612',
    ]);
  });
});

describe('the seed of a run', () => {
  it('keeps seed and UUID apart', () => {
    expect(runSeed(1n, '23')).not.toBe(runSeed(12n, '3'));
    expect(runSeed(42n, '478e1c3c')).toMatch(/^0x[0-9a-f]{64}$/);
  });
});

describe('weights', () => {
  it.each<[string, number[], Sampling]>([
    ['no logits', [], { temperature: 1 }],
    ['a negative temperature', [0], { temperature: -1 }],
    ['an infinite temperature', [0], { temperature: Number.POSITIVE_INFINITY }],
    ['top_p 0', [0], { temperature: 1, topP: 0 }],
    ['top_k 1.5', [0], { temperature: 1, topK: 1.5 }],
    ['min_p 2', [0], { temperature: 1, minP: 2 }],
  ])('refuse %s', (_, logits, sampling) => {
    expect(codeOf(() => samplingWeights(logits, sampling))).toBe(validationErrors.samplingInvalid);
  });

  it('of temperature 0 take the first of the greatest', () => {
    expect(samplingWeights([-1, 0, 0], { temperature: 0 })).toEqual([0, 65536, 0]);
  });

  it('give what rounding left over to the first of the greatest', () => {
    expect(samplingWeights([0, 0, 0], { temperature: 1 })).toEqual([21846, 21845, 21845]);
  });

  it('are the same with and without the short way', () => {
    const logit = fc.oneof(fc.double({ min: -12, max: 3, noNaN: true }), fc.integer({ min: -3, max: 3 }));
    const share = fc.option(fc.constantFrom(0.05, 0.5, 0.8, 0.95), { nil: undefined });
    const sampling = fc.record({
      temperature: fc.constantFrom(0.1, 0.6, 0.99, 1, 2),
      topP: share,
      topK: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      minP: share,
    });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 8 }), sampling, (logits, how) => {
        expect(samplingWeights(logits, how)).toEqual(decimalWeights(logits, how));
      }),
      { numRuns: 150, seed: 6 },
    );
  });

  it('add up, and do not grow as logits fall, but for what rounding left over', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (logits) => {
          const weights = samplingWeights(logits, { temperature: 0.99 });
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(weightScale);
          const order = logits.map((_, i) => i).sort((a, b) => logits[b]! - logits[a]! || a - b);
          for (let i = 1; i < order.length; i++) {
            expect(weights[order[i]!]!).toBeLessThanOrEqual(weights[order[i - 1]!]! + order.length);
          }
        },
      ),
      { numRuns: 100, seed: 6 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { CodedError, type ErrorKind } from '../../../src/util/errors.js';
import {
  artifactLine,
  checkDistribution,
  checkSequence,
  parseArtifact,
  parseTopLogits,
  proveSequence,
  validationErrors,
} from '../../../src/validation/index.js';
import { fc } from '../../util/fc.js';
import { honestArtifact, modelOf, randomLogits } from './artifacts.js';

function kindOf(work: () => unknown): ErrorKind | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error.kind;
    throw error;
  }
  return undefined;
}

const { proofInvalid, samplingInvalid, seedInvalid } = validationErrors;
const honest = honestArtifact(5);
const json = JSON.parse(artifactLine(honest));

describe('an artifact', () => {
  it('reads as it was written', () => {
    const read = parseArtifact(artifactLine(honest), 'F:1');
    expect(read).toEqual(honest);
    expect(checkSequence(read, { mostLuck: 1 }).result).toEqual({ verdict: 'accept' });
  });

  it('has the fields of seed 1', () => {
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(['seed', 'k', 'positions', 'temperature', 'top_p', 'top_k']),
    );
    expect(Object.keys(json.positions[0])).toEqual(['top_k', 'logits', 'chosen']);
  });

  it('takes 0 and -1 for no limit, as vLLM does', () => {
    expect(parseArtifact(JSON.stringify({ ...json, top_k: -1 }), 'F').sampling.topK).toBeUndefined();
  });

  it.each<[string, object | string, ErrorKind]>([
    ['what is not JSON', '{', proofInvalid],
    ['no seed', { ...json, seed: undefined }, proofInvalid],
    ['k of 0', { ...json, k: 0 }, proofInvalid],
    ['a logit in quotes', { ...json, positions: [{ top_k: ['a'], logits: ['-1'], chosen: 'a' }] }, proofInvalid],
    ['a user seed without UUID', { ...json, uuid: undefined }, proofInvalid],
    ['a temperature below 0', { ...json, temperature: -0.1 }, samplingInvalid],
  ])('is refused with %s', (_, one, kind) => {
    expect(kindOf(() => parseArtifact(typeof one === 'string' ? one : JSON.stringify(one), 'F:1'))).toBe(kind);
  });

  it('says where it is at fault', () => {
    expect(() => parseArtifact(JSON.stringify({ ...json, k: 'many' }), 'F:7')).toThrow(/^F:7: k: .*: not an inference/);
  });

  it('of any form ends in a verdict or in an error of ours', () => {
    const position = fc.record({
      top_k: fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
      logits: fc.array(fc.double(), { maxLength: 3 }),
      chosen: fc.string({ maxLength: 2 }),
    });
    const any = fc.record(
      {
        seed: fc.string(),
        k: fc.integer({ min: -1, max: 3 }),
        temperature: fc.double({ noNaN: true }),
        top_k: fc.integer({ min: -1, max: 3 }),
        top_p: fc.double(),
        user_seed: fc.oneof(fc.integer(), fc.string()),
        uuid: fc.string(),
        positions: fc.array(fc.oneof(position, fc.jsonValue()), { maxLength: 3 }),
      },
      { requiredKeys: ['k'] },
    );
    fc.assert(
      fc.property(fc.oneof(any, fc.jsonValue(), fc.string()), (value) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        kindOf(() => checkSequence(parseArtifact(text, 'F')));
      }),
      { numRuns: 400, seed: 6 },
    );
  });
});

describe('logits of a position', () => {
  it('are read', () => {
    expect(parseTopLogits('{"top_k":["a","b"],"logits":[-1,2]}', 'F:1')).toEqual({
      tokens: ['a', 'b'],
      logits: [-1, 2],
    });
  });
  it.each(['{"top_k":["a"],"logits":[]}', '{"top_k":[],"logits":[]}', '[]'])('refuse %s', (text) => {
    expect(kindOf(() => parseTopLogits(text, 'F:1'))).toBe(proofInvalid);
  });
});

describe('the prover', () => {
  const request = { userSeed: 42n, uuid: 'u', k: 20, sampling: { temperature: 1 } };
  it.each<[string, () => unknown, ErrorKind]>([
    ['a model that gives too little', () => proveSequence(modelOf(randomLogits(1, 1, 19)), request), proofInvalid],
    ['a UUID of blanks', () => proveSequence(modelOf([]), { ...request, uuid: ' ' }), seedInvalid],
    [
      'a temperature below 0',
      () => proveSequence(modelOf(randomLogits(1, 1)), { ...request, sampling: { temperature: -1 } }),
      samplingInvalid,
    ],
  ])('refuses %s', (_, work, kind) => expect(kindOf(work)).toBe(kind));

  it('hands the model what was chosen', () => {
    const seen: string[][] = [];
    const logits = randomLogits(3, 3);
    const { positions } = proveSequence((chosen) => {
      seen.push([...chosen]);
      return logits[chosen.length];
    }, request);
    expect(seen.at(-1)).toEqual(positions.map(({ chosen }) => chosen));
  });

  it('draws as the logits say', () => {
    const [logits] = randomLogits(4, 1, 3, 1);
    const artifact = proveSequence(modelOf(Array(4000).fill(logits)), { ...request, k: 3 });
    const powers = logits!.logits.map(Math.exp);
    const share = powers[0]! / powers.reduce((sum, power) => sum + power, 0);
    const drawn = artifact.positions.filter(({ chosen }) => chosen === 't0').length;
    expect(Math.abs(drawn / 4000 - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 4000));
  });
});

describe('the distribution check', () => {
  it('needs as many positions on both sides', () => {
    expect(kindOf(() => checkDistribution(honest.positions, []))).toBe(proofInvalid);
    expect(kindOf(() => checkDistribution([], []))).toBe(proofInvalid);
  });

  it('is 0 for the same, 1 where no logged token is known, and half at most otherwise', () => {
    const strange = randomLogits(1, 5).map(({ logits }) => ({ tokens: logits.map((_, i) => `z${i}`), logits }));
    expect(checkDistribution(honest.positions, honest.positions).distance).toBe(0);
    expect(checkDistribution(honest.positions, strange).distance).toBe(1);
    const { distance } = checkDistribution(honest.positions, randomLogits(2, 5));
    expect(distance).toBeGreaterThan(0.1);
    expect(distance).toBeLessThan(0.5);
  });
});

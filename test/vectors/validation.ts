import { expect } from 'vitest';
import { CodedError } from '../../src/util/errors.js';
import {
  type Comparison,
  chainDistance,
  chainMessageValue,
  chainSuccessful,
  compareAnswers,
} from '../../src/validation/distance/distances.js';
import { type Position, position } from '../../src/validation/distance/position.js';
import { tokenDistanceChain } from '../../src/validation/distance/tokenDistances.js';
import type { VectorCase, VectorTable } from './shared.js';

const special: Readonly<Record<string, number>> = { NaN: Number.NaN, '+Inf': Infinity, '-Inf': -Infinity };
const number = (value: number | string): number => (typeof value === 'number' ? value : special[value]!);

interface VectorPosition {
  readonly token: string;
  readonly top: readonly (readonly [string, number | string])[];
}
const positions = (list: readonly VectorPosition[]): Position[] =>
  list.map(({ token, top }) =>
    position(
      token,
      top.map(([name, value]) => [name, number(value)]),
    ),
  );

const resultNames: Readonly<Record<string, Comparison['kind']>> = {
  similarity: 'similarity',
  different_length: 'differentLength',
  different_tokens: 'differentTokens',
  SimilarityValidationResult: 'similarity',
  DifferentLengthValidationResult: 'differentLength',
  DifferentTokensValidationResult: 'differentTokens',
};

function checkCompare({ input, expected }: VectorCase): void {
  const [original, validation] = [positions(input.original), positions(input.validation)];
  if (expected.panic !== undefined) {
    expect(() => compareAnswers(original, validation, 'chain')).toThrow(CodedError);
    return;
  }
  const comparison = compareAnswers(original, validation, 'chain');
  expect(comparison.kind).toBe(resultNames[expected.result]);
  expect(chainMessageValue(comparison)).toBe(number(expected.message_value));
  expect(chainSuccessful(comparison)).toBe(expected.successful);
  if (comparison.kind !== 'similarity') return;
  expect(comparison.distance).toBe(number(expected.distance));
  expect(comparison.similarity).toBe(number(expected.similarity));
  const failed = expected.position_distances.find((one: unknown) => typeof one === 'object');
  expect(failed?.error).toBe(expected.distance_error);
  const known = expected.position_distances.filter((one: unknown) => typeof one !== 'object').map(number);
  expect(chainDistance(original, validation).positions).toEqual(known);
  if (failed !== undefined)
    expect(tokenDistanceChain(original[known.length]!, validation[known.length]!)).toBeUndefined();
}

export const validationVectors: VectorTable = {
  'apinode/inference_validation.json': (vectorCase) => {
    switch (vectorCase.input.kind) {
      case 'compare':
        return checkCompare(vectorCase);
      default:
        throw new Error(`unknown kind ${vectorCase.input.kind}`);
    }
  },
};

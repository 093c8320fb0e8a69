import { expect } from 'vitest';
import { CodedError } from '../../src/util/errors.js';
import { answerOf } from '../../src/validation/collect/chatCompletion.js';
import {
  type Comparison,
  chainDistance,
  chainMessageValue,
  chainSuccessful,
  compareAnswers,
} from '../../src/validation/distance/distances.js';
import { type Answer, type Position, position } from '../../src/validation/distance/position.js';
import { tokenDistanceChain } from '../../src/validation/distance/tokenDistances.js';
import { validationErrors } from '../../src/validation/errors.js';
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

/** What the API node does before there are two answers to compare; none of it is about distances. */
const beforeComparison: readonly RegExp[] = [
  /^Inference is not finished/,
  /^invalid character 'o' in literal null/, // the prompt
  /^assignment to entry in nil map/, // the prompt is null
  /^(JsonResponse|StreamedResponse) has no content/,
];

/** The answer in a payload: a completion, or events of a stream, each a piece of one. */
function answerIn(payload: string): Answer {
  const json = JSON.parse(payload);
  if (!Object.hasOwn(json, 'events')) return answerOf(json, 'payload');
  const pieces = (json.events ?? [])
    .filter((event: string) => event.startsWith('data: {'))
    .map((event: string) => answerOf(JSON.parse(event.slice('data: '.length)), 'event'));
  return { text: '', positions: pieces.flatMap((piece: Answer) => piece.positions) };
}

/** The whole step of the node: what is compared in it. Requests, texts and hashes are the node's own (apinode). */
function checkValidate({ input, expected }: VectorCase): void {
  if (expected.result !== undefined) {
    const [original, validation] = [input.response_payload, input.ml_response].map((text) => answerIn(text).positions);
    const comparison = compareAnswers(original!, validation!, 'chain');
    expect(comparison.kind).toBe(resultNames[expected.result]);
    expect(chainSuccessful(comparison)).toBe(expected.successful);
    if (expected.message !== undefined) expect(chainMessageValue(comparison)).toBe(expected.message.value);
    return;
  }
  const reason: string = expected.error ?? expected.panic;
  if (reason === 'no logits found in original or validation response') {
    const counts = [input.response_payload, input.ml_response].map(positionsOrNone);
    expect(Math.min(...counts)).toBe(0);
  } else if (/^(invalid character 'B'|unexpected end of JSON input)/.test(reason)) {
    expect(() => JSON.parse(input.ml_response)).toThrow(SyntaxError);
  } else {
    expect(expected.request).toBeNull();
    expect(
      beforeComparison.some((pattern) => pattern.test(reason)),
      reason,
    ).toBe(true);
  }
}

function positionsOrNone(payload: string): number {
  try {
    return answerIn(payload).positions.length;
  } catch (error) {
    expect(error).toMatchObject({ kind: validationErrors.serverFailed });
    return 0;
  }
}

export const validationVectors: VectorTable = {
  'apinode/inference_validation.json': (vectorCase) => {
    const { kind } = vectorCase.input;
    if (kind === 'compare') return checkCompare(vectorCase);
    if (kind === 'validate') return checkValidate(vectorCase);
    if (kind === 'is_successful') {
      const { similarity } = vectorCase.input;
      const comparison = { kind: 'similarity', similarity, distance: 1 - similarity, matchesRatio: 1 } as const;
      return expect(chainSuccessful(comparison)).toBe(vectorCase.expected);
    }
    // A message for a model that the node does not run: made without a comparison.
    if (kind === 'model_not_supported') return expect(vectorCase.expected).toHaveProperty('message_error');
    throw new Error(`unknown kind ${kind}`);
  },
};

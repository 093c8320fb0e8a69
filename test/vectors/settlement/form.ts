import { expect } from 'vitest';
import type { Decimal } from '../../../src/gen/inference/inference/decimal.js';
import { CodedError } from '../../../src/util/errors.js';
import type { VectorCase } from '../shared.js';

export const decimal = (json: { value: string; exponent: number } | null): Decimal | undefined =>
  json === null ? undefined : { value: BigInt(json.value), exponent: json.exponent };

/** A form that the check does not know must fail, not pass. */
export function unknownForm(vectorCase: VectorCase): never {
  throw new Error(`unknown form: ${JSON.stringify(vectorCase).slice(0, 200)}`);
}

export function fieldsAre(record: object, ...names: string[]): void {
  expect(Object.keys(record).sort()).toEqual([...names].sort());
}

/** Where upstream panics, ours throws a coded error (decisions, section 0). */
export function panics(expected: VectorCase, run: () => unknown): boolean {
  if (expected.panic !== true) return false;
  fieldsAre(expected, 'contains', 'panic');
  expect(run).toThrow(CodedError);
  return true;
}

/** Whether an error was expected; asserts that it is this one. */
export function fails(expected: VectorCase, run: () => unknown): boolean {
  if (expected.error === undefined) return false;
  fieldsAre(expected, 'error');
  expect(run).toThrow(expect.objectContaining(errorFields(expected.error)));
  return true;
}

export function errorFields(error: { code: number; codespace: string; contains: string }): object {
  fieldsAre(error, 'code', 'codespace', 'contains');
  return { code: error.code, codespace: error.codespace, message: expect.stringContaining(error.contains) };
}

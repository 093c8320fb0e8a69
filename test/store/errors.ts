import { expect } from 'vitest';
import { CodedError, type ErrorKind } from '../../src/util/errors.js';

/** The coded error that a call throws. */
export function thrown(run: () => unknown): CodedError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    return error as CodedError;
  }
  throw new Error('nothing was thrown');
}

export function expectError(run: () => unknown, kind: ErrorKind, text = ''): void {
  const error = thrown(run);
  expect([error.codespace, error.code]).toEqual([kind.codespace, kind.code]);
  expect(error.message).toContain(text);
}

export async function expectRejection(promise: Promise<unknown>, kind: ErrorKind, text = ''): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CodedError);
  expectError(
    () => {
      throw error;
    },
    kind,
    text,
  );
}

import { describe, expect, it } from 'vitest';
import { inferenceErrors, plainError, sdkErrors, undefinedErrors } from '../../src/types/errors.js';
import { CodedError } from '../../src/util/errors.js';

describe('errors', () => {
  it('numbers the module from 1100 to 1138 without a gap', () => {
    expect(Object.values(inferenceErrors).map((kind) => kind.code)).toEqual(
      Array.from({ length: 39 }, (_, index) => 1100 + index),
    );
  });

  it('numbers the SDK from 2 to 42 without a gap', () => {
    expect(Object.values(sdkErrors).map((kind) => kind.code)).toEqual(
      Array.from({ length: 41 }, (_, index) => 2 + index),
    );
  });

  it('writes a wrapped error as the chain does', () => {
    expect(new CodedError(inferenceErrors.participantNotFound, 'gonka1a').message).toBe(
      'gonka1a: participant not found',
    );
  });

  it('shows a plain error without a registered text', () => {
    expect(plainError('epoch length must be positive')).toMatchObject({
      codespace: 'undefined',
      code: 1,
      message: 'epoch length must be positive',
    });
    expect(undefinedErrors.panic.code).toBe(111222);
  });
});

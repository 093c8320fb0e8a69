import { describe, expect, it } from 'vitest';
import { gasErrors } from '../../src/store/gas.js';
import { plainError, sdkErrors, undefinedErrors } from '../../src/types/errors.js';
import { within } from '../../src/types/wrapped.js';
import { CodedError } from '../../src/util/errors.js';
import { complaint } from './complaint.js';

const failing = (error: unknown) => () =>
  within('phrase', () => {
    throw error;
  });

describe('a step within a phrase', () => {
  it('answers what the step answers', () => expect(within('phrase', () => 7)).toBe(7));

  it.each([
    [new CodedError(sdkErrors.notFound), 'sdk/38 phrase: not found'],
    [new CodedError(sdkErrors.notFound, 'detail'), 'sdk/38 phrase: detail: not found'],
    [plainError('plain'), 'undefined/1 phrase: plain'],
    [new CodedError(undefinedErrors.panic, 'recovered'), 'undefined/111222 recovered: panic'],
  ])('%s', (error, expected) => expect(complaint(failing(error))).toBe(expected));

  it.each([new CodedError(gasErrors.outOfGas, 'here'), new TypeError('a bug')])('lets %s through', (error) => {
    expect(failing(error)).toThrow(error);
  });
});

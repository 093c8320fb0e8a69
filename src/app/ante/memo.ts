import { sdkErrors } from '../../types/errors.js';
import { utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** Refuses a memo of more bytes than the parameter allows: sdk 12. */
export const limitMemo: SdkAnteCheck = (_ctx, { auth }, { body }) => {
  if (body.memo === '') return;
  const length = BigInt(utf8ToBytes(body.memo).length);
  const { maxMemoCharacters } = auth.params;
  if (length <= maxMemoCharacters) return;
  const text = `maximum number of characters is ${maxMemoCharacters} but received ${length} characters`;
  throw new CodedError(sdkErrors.memoTooLarge, text);
};

import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** Refuses extension options that must be understood: this chain has none. */
export const refuseExtensions: SdkAnteCheck = (_ctx, _keepers, { body }) => {
  if (body.extensionOptions.length > 0) throw new CodedError(sdkErrors.unknownExtensionOptions);
};

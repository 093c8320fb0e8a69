import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { countKeys, readPubKey } from '../signatures/pubKey.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** Refuses more keys than the parameter allows, members of multisigs counted one by one: sdk 14. */
export const limitSignatures: SdkAnteCheck = (_ctx, { auth }, { authInfo }) => {
  const { txSigLimit } = auth.params;
  let count = 0;
  for (const { publicKey } of authInfo.signerInfos) {
    count += countKeys(publicKey && readPubKey(publicKey));
    if (BigInt(count) > txSigLimit) {
      throw new CodedError(sdkErrors.tooManySignatures, `signatures: ${count}, limit: ${txSigLimit}`);
    }
  }
};

import { fromProtoCoins, printCoins } from '../../sdk/coins.js';
import { addressComplaint } from '../../types/address.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { maxInt64 } from '../../util/int.js';
import { nilPointer } from '../goPanics.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** The checks of a transaction that need no state: gas limit, fee, and one signature for every signer. */
export const validateTx: SdkAnteCheck = (_ctx, { auth }, tx) => {
  const { fee } = tx.authInfo;
  if (fee === undefined) throw nilPointer();
  const { invalidRequest, insufficientFee, invalidAddress, noSignatures, unauthorized } = sdkErrors;
  if (fee.gasLimit > maxInt64) {
    throw new CodedError(invalidRequest, `invalid gas supplied; ${fee.gasLimit} > ${maxInt64}`);
  }
  const coins = fromProtoCoins(fee.amount);
  if (coins.some(({ amount }) => amount < 0n)) {
    throw new CodedError(insufficientFee, `invalid fee provided: ${printCoins(coins)}`);
  }
  const { prefix } = auth.addresses;
  const payerComplaint = fee.payer === '' ? undefined : addressComplaint(fee.payer, prefix);
  if (payerComplaint !== undefined) {
    throw new CodedError(invalidAddress, `invalid fee payer address (${payerComplaint})`);
  }
  const given = tx.raw.signatures.length;
  if (given === 0) throw new CodedError(noSignatures);
  const signers = tx.signers;
  for (const signer of signers) {
    const complaint = addressComplaint(signer, prefix);
    if (complaint !== undefined) throw plainError(complaint);
  }
  if (given !== signers.length) {
    throw new CodedError(unauthorized, `wrong number of signers; expected ${signers.length}, got ${given}`);
  }
};

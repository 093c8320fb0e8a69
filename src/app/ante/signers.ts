import type { BaseAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { type Account, baseOf } from '../../sdk/auth/account.js';
import type { AuthKeeper } from '../../sdk/auth/keeper.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { DecodedTx } from '../decodeTx.js';

/** Who pays the fee when nobody has granted it: the payer that is named, or the first signer. */
export function feePayerOf<K>(tx: DecodedTx<K>): string {
  return tx.authInfo.fee?.payer.toLowerCase() || (tx.signers[0] ?? '');
}

/** The account of a signer, which must be there: sdk 9. */
export function requireAccount(auth: AuthKeeper, address: string): Account {
  const account = auth.account(address);
  if (account === undefined) throw new CodedError(sdkErrors.unknownAddress, `account ${address} does not exist`);
  return account;
}

/** The same, and of it what every type of account has. */
export const requireSigner = (auth: AuthKeeper, address: string): BaseAccount => baseOf(requireAccount(auth, address));

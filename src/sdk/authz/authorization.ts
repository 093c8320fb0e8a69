import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { SendAuthorization } from 'cosmjs-types/cosmos/bank/v1beta1/authz';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { fromProtoCoins, isValidCoins, subCoins, toProtoCoins } from '../coins.js';
import { bankErrors } from '../errors.js';

/** The type of message that an authorization is for; one of an unknown kind is sdk 34. */
export function messageTypeOf(authorization: Any): string {
  switch (authorization.typeUrl) {
    case GenericAuthorization.typeUrl:
      return proto(GenericAuthorization).decode(authorization.value).msg;
    case SendAuthorization.typeUrl:
      return MsgSend.typeUrl;
    default:
      throw new CodedError(sdkErrors.unpackAny, `${authorization.typeUrl} is no authorization of this chain`);
  }
}

/** The checks of an authorization that need no state. */
export function validateAuthorization(authorization: Any): void {
  messageTypeOf(authorization);
  if (authorization.typeUrl !== SendAuthorization.typeUrl) return;
  const { spendLimit, allowList } = proto(SendAuthorization).decode(authorization.value);
  const limit = fromProtoCoins(spendLimit);
  if (limit.length === 0) throw new CodedError(sdkErrors.invalidCoins, 'spend limit cannot be nil');
  if (!isValidCoins(limit)) throw new CodedError(sdkErrors.invalidCoins, 'spend limit must be positive');
  if (new Set(allowList).size < allowList.length) throw new CodedError(bankErrors.duplicateEntry);
}

/** What is left of an authorization after a message: itself, less than before, or nothing (undefined). */
export function acceptMessage(authorization: Any, message: Any): Any | undefined {
  if (authorization.typeUrl !== SendAuthorization.typeUrl) return authorization;
  const { spendLimit, allowList } = proto(SendAuthorization).decode(authorization.value);
  const { toAddress, amount } = proto(MsgSend).decode(message.value);
  const left = subCoins(fromProtoCoins(spendLimit), fromProtoCoins(amount));
  if (left.some((coin) => coin.amount < 0n)) {
    throw new CodedError(sdkErrors.insufficientFunds, 'requested amount is more than spend limit');
  }
  if (allowList.length > 0 && !allowList.includes(toAddress)) {
    throw new CodedError(sdkErrors.unauthorized, `cannot send to ${toAddress} address`);
  }
  if (left.length === 0) return undefined;
  const value = proto(SendAuthorization).encode({ spendLimit: toProtoCoins(left), allowList });
  return { typeUrl: SendAuthorization.typeUrl, value };
}

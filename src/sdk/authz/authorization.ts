import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { SendAuthorization } from 'cosmjs-types/cosmos/bank/v1beta1/authz';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { StakeAuthorization } from 'cosmjs-types/cosmos/staking/v1beta1/authz';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import type { GasMeter } from '../../types/gas.js';
import { CodedError } from '../../util/errors.js';
import { fromProtoCoins, isValidCoins, subCoins, toProtoCoins } from '../coins.js';
import { bankErrors } from '../errors.js';
import { acceptStake, gasOfAddress, stakeMessageType, validateStake } from './stakeAuthorization.js';

/** The type of message that an authorization is for; one of an unknown kind is sdk 34. */
export function messageTypeOf({ typeUrl, value }: Any): string {
  switch (typeUrl) {
    case GenericAuthorization.typeUrl:
      return proto(GenericAuthorization).decode(value).msg;
    case SendAuthorization.typeUrl:
      return MsgSend.typeUrl;
    case StakeAuthorization.typeUrl:
      return stakeMessageType(proto(StakeAuthorization).decode(value));
    default:
      throw new CodedError(sdkErrors.unpackAny, `${typeUrl} is no authorization of this chain`);
  }
}

/** The checks of an authorization that need no state. */
export function validateAuthorization({ typeUrl, value }: Any): void {
  if (typeUrl === SendAuthorization.typeUrl) validateSend(proto(SendAuthorization).decode(value));
  else if (typeUrl === StakeAuthorization.typeUrl) validateStake(proto(StakeAuthorization).decode(value));
  else messageTypeOf({ typeUrl, value });
}

function validateSend({ spendLimit, allowList }: SendAuthorization): void {
  const limit = fromProtoCoins(spendLimit);
  if (limit.length === 0) throw new CodedError(sdkErrors.invalidCoins, 'spend limit cannot be nil');
  if (!isValidCoins(limit)) throw new CodedError(sdkErrors.invalidCoins, 'spend limit must be positive');
  if (new Set(allowList).size < allowList.length) throw new CodedError(bankErrors.duplicateEntry);
}

/** What is left of an authorization after a message: itself, less than before, or nothing (undefined). */
export function acceptMessage(authorization: Any, message: Any, gas: GasMeter): Any | undefined {
  switch (authorization.typeUrl) {
    case SendAuthorization.typeUrl:
      return acceptSend(proto(SendAuthorization).decode(authorization.value), message, gas);
    case StakeAuthorization.typeUrl:
      return acceptStake(proto(StakeAuthorization).decode(authorization.value), message, gas);
    default:
      return authorization;
  }
}

function acceptSend({ spendLimit, allowList }: SendAuthorization, { value }: Any, gas: GasMeter): Any | undefined {
  const { toAddress, amount } = proto(MsgSend).decode(value);
  const left = subCoins(fromProtoCoins(spendLimit), fromProtoCoins(amount));
  if (left.some((coin) => coin.amount < 0n)) {
    throw new CodedError(sdkErrors.insufficientFunds, 'requested amount is more than spend limit');
  }
  const isAllowed = allowList.some((address) => {
    gas.consume(gasOfAddress, 'send authorization');
    return address === toAddress;
  });
  if (allowList.length > 0 && !isAllowed) {
    throw new CodedError(sdkErrors.unauthorized, `cannot send to ${toAddress} address`);
  }
  if (left.length === 0) return undefined;
  const rest = proto(SendAuthorization).encode({ spendLimit: toProtoCoins(left), allowList });
  return { typeUrl: SendAuthorization.typeUrl, value: rest };
}

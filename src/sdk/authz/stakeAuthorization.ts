import {
  AuthorizationType,
  StakeAuthorization,
  type StakeAuthorization_Validators as Validators,
} from 'cosmjs-types/cosmos/staking/v1beta1/authz';
import {
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgDelegate,
  MsgUndelegate,
} from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import type { Coin } from '../../types/expectedKeepers.js';
import type { GasMeter } from '../../types/gas.js';
import { CodedError } from '../../util/errors.js';
import { fromProtoCoin, toProtoCoin } from '../coins.js';

/** Gas of looking at one address of a list. */
export const gasOfAddress = 10n;

const messageTypes: Readonly<Record<number, string>> = {
  [AuthorizationType.AUTHORIZATION_TYPE_DELEGATE]: MsgDelegate.typeUrl,
  [AuthorizationType.AUTHORIZATION_TYPE_UNDELEGATE]: MsgUndelegate.typeUrl,
  [AuthorizationType.AUTHORIZATION_TYPE_REDELEGATE]: MsgBeginRedelegate.typeUrl,
  [AuthorizationType.AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION]: MsgCancelUnbondingDelegation.typeUrl,
};

/** The message that a stake authorization is for. */
export function stakeMessageType({ authorizationType }: StakeAuthorization): string {
  const type = messageTypes[authorizationType];
  if (type === undefined) throw plainError('unknown authorization type');
  return type;
}

/** The checks of a stake authorization that need no state. */
export function validateStake({ maxTokens, authorizationType }: StakeAuthorization): void {
  if (maxTokens && fromProtoCoin(maxTokens).amount < 0n) {
    const detail = `negative coin amount: ${maxTokens.amount}${maxTokens.denom}`;
    throw plainError(`${detail}: max tokens should be positive`);
  }
  stakeMessageType({ authorizationType });
}

interface Staked {
  readonly validator: string;
  readonly amount: Coin;
}

function stakedBy({ typeUrl, value }: Any): Staked {
  if (typeUrl === MsgBeginRedelegate.typeUrl) {
    const { validatorDstAddress, amount } = proto(MsgBeginRedelegate).decode(value);
    return { validator: validatorDstAddress, amount: fromProtoCoin(amount) };
  }
  const type = [MsgDelegate, MsgUndelegate, MsgCancelUnbondingDelegation].find((one) => one.typeUrl === typeUrl);
  if (type === undefined) throw new CodedError(sdkErrors.invalidRequest, 'unknown msg type');
  const { validatorAddress, amount } = proto<MsgDelegate>(type as typeof MsgDelegate).decode(value);
  return { validator: validatorAddress, amount: fromProtoCoin(amount) };
}

/** What is left of a stake authorization after a message; undefined when it is used up and goes. */
export function acceptStake(authorization: StakeAuthorization, message: Any, gas: GasMeter): Any | undefined {
  const { validator, amount } = stakedBy(message);
  const { allowList, denyList, maxTokens } = authorization;
  const isAllowed = isListed(allowList, validator, gas);
  if (isListed(denyList, validator, gas) || (allowList && allowList.address.length > 0 && !isAllowed)) {
    throw new CodedError(sdkErrors.unauthorized, `cannot delegate/undelegate to ${validator} validator`);
  }
  if (!maxTokens) return packed(authorization);
  const { denom, amount: most } = fromProtoCoin(maxTokens);
  if (denom !== amount.denom) throw plainError(`invalid coin denominations; ${denom}, ${amount.denom}`);
  const left = most - amount.amount;
  if (left < 0n) throw plainError(`negative coin amount: ${left}`);
  return left === 0n ? undefined : packed({ ...authorization, maxTokens: toProtoCoin({ denom, amount: left }) });
}

function packed(authorization: StakeAuthorization): Any {
  return { typeUrl: StakeAuthorization.typeUrl, value: proto(StakeAuthorization).encode(authorization) };
}

/** Looks for an address in a list; each one looked at costs gas. */
function isListed(list: Validators | undefined, validator: string, gas: GasMeter): boolean {
  return (list?.address ?? []).some((address) => {
    gas.consume(gasOfAddress, 'stake authorization');
    return address === validator;
  });
}

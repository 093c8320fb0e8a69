import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { LegacyDec } from '../../util/legacyDec.js';
import type { Addresses } from '../addresses.js';

/** What other modules want to hear of validators and delegations. */
export interface StakingListener {
  afterValidatorCreated?(operator: string): void;
  afterValidatorRemoved?(validator: Validator): void;
  afterValidatorBonded?(validator: Validator): void;
  afterValidatorBeginUnbonding?(validator: Validator): void;
  beforeDelegationCreated?(delegator: string, operator: string): void;
  beforeDelegationSharesModified?(delegator: string, operator: string): void;
  afterDelegationModified?(delegator: string, operator: string): void;
  beforeValidatorSlashed?(operator: string, fraction: LegacyDec): void;
}

/** What the chain's own modules hear: the operator's account names the validator. */
export interface BondListener {
  afterValidatorBonded(account: string): void;
  afterValidatorBeginUnbonding(account: string): void;
}

/** One of the chain's own modules among the SDK's. */
export const bondListener = (addresses: Addresses, listener: BondListener): StakingListener => ({
  afterValidatorBonded: ({ operatorAddress }) => listener.afterValidatorBonded(addresses.accountOf(operatorAddress)),
  afterValidatorBeginUnbonding: ({ operatorAddress }) =>
    listener.afterValidatorBeginUnbonding(addresses.accountOf(operatorAddress)),
});

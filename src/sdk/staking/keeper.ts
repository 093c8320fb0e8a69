import type { Delegation, Params, UnbondingDelegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { decodeKey } from '../../store/keyCodec.js';
import type { Context } from '../../types/context.js';
import type { ComputeResult, ExpectedStaking } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { type Addresses, addressesOf } from '../addresses.js';
import type { SdkConfig } from '../config.js';
import { stakingErrors } from '../errors.js';
import { setComputeValidators } from './computeValidators.js';
import { stakingSchema, stakingStore } from './schema.js';
import { consensusAddressBytes, consensusKeyOf, isBonded, tokensOf } from './validator.js';

/** What other modules want to hear of validators. The operator's account address names the validator. */
export interface StakingHooks {
  afterValidatorBonded(account: string): void;
  afterValidatorBeginUnbonding(account: string): void;
}

/**
 * Validators, delegations and the set that CometBFT works with, as the deployed chain's staking fork has them: powers
 * are set from compute results, and delegations move no coins (reference, section 14).
 */
export class StakingKeeper implements ExpectedStaking {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly schema: ReturnType<typeof stakingSchema>;
  readonly hooks: StakingHooks;

  constructor(ctx: Context, config: Pick<SdkConfig, 'bech32Prefix'>, hooks: StakingHooks) {
    this.ctx = ctx;
    this.addresses = addressesOf(config.bech32Prefix);
    this.schema = stakingSchema(ctx.stores.store(stakingStore), this.addresses);
    this.hooks = hooks;
  }

  get params(): Params {
    return this.schema.params.require();
  }

  setParams(params: Params): void {
    this.schema.params.set(params);
  }

  validator(operator: string): Validator | undefined {
    return this.schema.validators.get(operator);
  }

  requireValidator(operator: string): Validator {
    const validator = this.validator(operator);
    if (!validator) throw new CodedError(stakingErrors.noValidatorFound);
    return validator;
  }

  validatorByConsensusKey(key: Uint8Array): Validator | undefined {
    const address = decodeKey(this.addresses.consensus, consensusAddressBytes(key));
    const operator = this.schema.byConsensusAddress.get(address);
    return operator === undefined ? undefined : this.validator(operator);
  }

  /** All validators in order of operator bytes. */
  validators(): IterableIterator<Validator> {
    return this.schema.validators.values();
  }

  /** Stores a validator as it is, without its indexes. */
  setValidator(validator: Validator): void {
    this.schema.validators.set(validator.operatorAddress, validator);
  }

  indexConsensusKey(validator: Validator): void {
    const address = decodeKey(this.addresses.consensus, consensusAddressBytes(consensusKeyOf(validator)));
    this.schema.byConsensusAddress.set(address, validator.operatorAddress);
  }

  /** Puts a validator that is not jailed into the order of powers. */
  indexPower(validator: Validator): void {
    if (validator.jailed) return;
    const operator = validator.operatorAddress;
    this.schema.byPower.set({ power: tokensOf(validator), operator }, operator);
  }

  unindexPower(validator: Validator): void {
    this.schema.byPower.remove({ power: tokensOf(validator), operator: validator.operatorAddress });
  }

  /** Replaces a validator by a changed one, moving it in the order of powers. */
  replaceValidator(old: Validator, changed: Validator): void {
    this.unindexPower(old);
    this.setValidator(changed);
    this.indexPower(changed);
  }

  /** Validators by power, strongest first; of equal ones the smaller address first. */
  *byPower(): IterableIterator<Validator> {
    for (const operator of this.schema.byPower.values({ reverse: true })) yield this.requireValidator(operator);
  }

  /** The validators of the working set, strongest first. Cost: O(max_validators). */
  *bondedValidators(): IterableIterator<Validator> {
    let left = this.params.maxValidators;
    for (const validator of this.byPower()) {
      if (left === 0) return;
      if (!isBonded(validator)) continue;
      left -= 1;
      yield validator;
    }
  }

  bonded(): { operatorAddress: string; consensusKey: Uint8Array; tokens: bigint }[] {
    return [...this.bondedValidators()].map((validator) => ({
      operatorAddress: validator.operatorAddress,
      consensusKey: consensusKeyOf(validator),
      tokens: tokensOf(validator),
    }));
  }

  /** The tokens of all bonded validators: what gov's quorum is a share of, since the fork's pools are empty. */
  totalBondedTokens(): bigint {
    let total = 0n;
    for (const validator of this.bondedValidators()) total += tokensOf(validator);
    return total;
  }

  delegation(delegator: string, operator: string): Delegation | undefined {
    return this.schema.delegations.get([delegator, operator]);
  }

  delegationsOf(delegator: string): IterableIterator<Delegation> {
    return this.schema.delegations.values({ prefix: [delegator] });
  }

  /** Stores a delegation with its index by operator; one without shares is removed. */
  setDelegation(delegation: Delegation): void {
    const { delegatorAddress, validatorAddress, shares } = delegation;
    if (dec.fromUnits(BigInt(shares)) === 0n) {
      this.schema.delegations.remove([delegatorAddress, validatorAddress]);
      this.schema.delegationsByOperator.remove([validatorAddress, delegatorAddress]);
      return;
    }
    this.schema.delegations.set([delegatorAddress, validatorAddress], delegation);
    this.schema.delegationsByOperator.add([validatorAddress, delegatorAddress]);
  }

  unbonding(delegator: string, operator: string): UnbondingDelegation | undefined {
    return this.schema.unbondings.get([delegator, operator]);
  }

  /** Stores the unbondings of a delegation with their index; a record without entries is removed. */
  setUnbonding(unbonding: UnbondingDelegation): void {
    const { delegatorAddress, validatorAddress, entries } = unbonding;
    if (entries.length === 0) {
      this.schema.unbondings.remove([delegatorAddress, validatorAddress]);
      this.schema.unbondingsByOperator.remove([validatorAddress, delegatorAddress]);
      return;
    }
    this.schema.unbondings.set([delegatorAddress, validatorAddress], unbonding);
    this.schema.unbondingsByOperator.add([validatorAddress, delegatorAddress]);
  }

  /** Gives the next id to an unbonding and remembers under which store key it stands. */
  registerUnbonding(storeKey: Uint8Array, type: bigint): bigint {
    const id = this.schema.unbondingId.peek() + 1n;
    this.schema.unbondingId.set(id);
    this.schema.unbondingKeys.set(id, storeKey);
    this.schema.unbondingTypes.set(id, type);
    return id;
  }

  forgetUnbonding(id: bigint): void {
    this.schema.unbondingKeys.remove(id);
    this.schema.unbondingTypes.remove(id);
  }

  /** Forgets a validator with its indexes. */
  removeValidator(validator: Validator): void {
    const operator = validator.operatorAddress;
    const address = decodeKey(this.addresses.consensus, consensusAddressBytes(consensusKeyOf(validator)));
    this.schema.validators.remove(operator);
    this.schema.byConsensusAddress.remove(address);
    this.unindexPower(validator);
  }

  setComputeValidators(results: readonly ComputeResult[]): void {
    setComputeValidators(this, results);
  }
}

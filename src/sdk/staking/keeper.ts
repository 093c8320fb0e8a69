import type { Delegation, Params, UnbondingDelegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { decodeKey } from '../../store/keyCodec.js';
import type { Context } from '../../types/context.js';
import type { ComputeResult, ExpectedStaking } from '../../types/expectedKeepers.js';
import { bytesToLatin1 } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { type Addresses, addressesOf } from '../addresses.js';
import type { BankKeeper } from '../bank/keeper.js';
import type { SdkConfig } from '../config.js';
import { stakingErrors } from '../errors.js';
import { setComputeValidators } from './computeValidators.js';
import type { StakingListener } from './hooks.js';
import type { StakingGround, StakingRules } from './rules.js';
import { stakingSchema, stakingStore } from './schema.js';
import { consensusAddressBytes, consensusAddressOf, consensusKeyOf, isBonded, tokensOf } from './validator.js';

interface Around {
  readonly bank: BankKeeper;
  /** In the order in which they are told. */
  readonly stakingListeners: readonly StakingListener[];
}

/** What a chain says of its staking; the same object in all blocks. */
export type StakingConfig = Pick<SdkConfig, 'bech32Prefix' | 'staking'>;

/**
 * Validators, delegations and the set that CometBFT works with. The chain's rules say where staked coins lie: in the
 * SDK's pools, or nowhere, as in the deployed chain's fork, whose powers come from compute results (reference, section 14).
 */
export class StakingKeeper implements ExpectedStaking, StakingGround {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly schema: ReturnType<typeof stakingSchema.lazily>;
  readonly config: StakingConfig;
  readonly #around: Around;

  constructor(ctx: Context, config: StakingConfig, around: Around) {
    this.ctx = ctx;
    this.addresses = addressesOf(config.bech32Prefix);
    this.schema = stakingSchema.lazily(ctx.stores.store(stakingStore), this.addresses);
    this.config = config;
    this.#around = around;
  }

  get rules(): StakingRules {
    return this.config.staking;
  }

  get bank(): BankKeeper {
    return this.#around.bank;
  }

  get listeners(): readonly StakingListener[] {
    return this.#around.stakingListeners;
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
    return this.validatorByConsensusAddress(consensusAddressBytes(key));
  }

  /** The validator of a consensus address, which is given as latin1 text of its bytes. */
  validatorByConsensusAddress(address: string): Validator | undefined {
    const operator = this.schema.byConsensusAddress.get(decodeKey(this.addresses.consensus, address));
    return operator === undefined ? undefined : this.validator(operator);
  }

  requireByConsensusAddress(address: Uint8Array): Validator {
    const validator = this.validatorByConsensusAddress(bytesToLatin1(address));
    if (!validator) throw new CodedError(stakingErrors.noValidatorFound);
    return validator;
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
    this.schema.byConsensusAddress.set(consensusAddressOf(this.addresses, validator), validator.operatorAddress);
  }

  /** The power that a validator's tokens are worth, rounded down. */
  powerOf(validator: Validator): bigint {
    return tokensOf(validator) / this.rules.powerReduction;
  }

  /** Puts a validator that is not jailed into the order of powers. */
  indexPower(validator: Validator): void {
    if (validator.jailed) return;
    const operator = validator.operatorAddress;
    this.schema.byPower.set({ power: this.powerOf(validator), operator }, operator);
  }

  unindexPower(validator: Validator): void {
    this.schema.byPower.remove({ power: this.powerOf(validator), operator: validator.operatorAddress });
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

  /** The tokens of all bonded validators: what gov's quorum is a share of. */
  totalBondedTokens(): bigint {
    return this.rules.pools.bonded(this);
  }

  delegation(delegator: string, operator: string): Delegation | undefined {
    return this.schema.delegations.get([delegator, operator]);
  }

  requireDelegation(delegator: string, operator: string): Delegation {
    const delegation = this.delegation(delegator, operator);
    if (!delegation) throw new CodedError(stakingErrors.noDelegation);
    return delegation;
  }

  delegationsOf(delegator: string): IterableIterator<Delegation> {
    return this.schema.delegations.values({ prefix: [delegator] });
  }

  /** Stores a delegation with its index by operator. */
  setDelegation(delegation: Delegation): void {
    const { delegatorAddress, validatorAddress } = delegation;
    this.schema.delegations.set([delegatorAddress, validatorAddress], delegation);
    this.schema.delegationsByOperator.add([validatorAddress, delegatorAddress]);
  }

  removeDelegation({ delegatorAddress, validatorAddress }: Delegation): void {
    this.schema.delegations.remove([delegatorAddress, validatorAddress]);
    this.schema.delegationsByOperator.remove([validatorAddress, delegatorAddress]);
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

  /** The next id of an unbonding. */
  nextUnbondingId(): bigint {
    const id = this.schema.unbondingId.peek() + 1n;
    this.schema.unbondingId.set(id);
    return id;
  }

  /** Remembers under which store key an unbonding stands. */
  registerUnbonding(id: bigint, storeKey: Uint8Array, type: bigint): void {
    this.schema.unbondingKeys.set(id, storeKey);
    this.schema.unbondingTypes.set(id, type);
  }

  forgetUnbonding(id: bigint): void {
    this.schema.unbondingKeys.remove(id);
    this.schema.unbondingTypes.remove(id);
  }

  /** Takes a validator out of the order of powers until he is freed. */
  jail(validator: Validator): Validator {
    const jailed = { ...validator, jailed: true };
    this.setValidator(jailed);
    this.unindexPower(jailed);
    return jailed;
  }

  unjail(validator: Validator): void {
    const free = { ...validator, jailed: false };
    this.setValidator(free);
    this.indexPower(free);
  }

  /** Forgets a validator without shares and tokens. */
  removeValidator(validator: Validator): void {
    const operator = validator.operatorAddress;
    this.schema.validators.remove(operator);
    this.schema.byConsensusAddress.remove(consensusAddressOf(this.addresses, validator));
    this.unindexPower(validator);
    for (const listener of this.listeners) listener.afterValidatorRemoved?.(validator);
  }

  setComputeValidators(results: readonly ComputeResult[]): void {
    setComputeValidators(this, results);
  }
}

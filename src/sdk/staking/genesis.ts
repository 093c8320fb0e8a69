import {
  BondStatus,
  bondStatusFromJSON,
  bondStatusToJSON,
  type Delegation,
  type Params,
  type Redelegation,
  type UnbondingDelegation,
  type Validator,
} from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { ValidatorUpdate } from '../../types/module.js';
import { latin1ToBytes } from '../../util/bytes.js';
import { maxOf } from '../../util/int.js';
import { pubKeyJson } from '../anyJson.js';
import {
  amountText,
  bool,
  decimal,
  duration,
  enumeration,
  genesisError,
  int64,
  type Json,
  list,
  optional,
  record,
  text,
  timestamp,
  uint32,
  uint64,
} from '../json.js';
import { fromSeconds } from '../time.js';
import type { StakingKeeper } from './keeper.js';
import { enqueueRedelegation, setRedelegation } from './redelegate.js';
import { enqueue, unbondingKind } from './unbonding.js';
import { bondedTokensOf, consensusKeyOf, isBonded, isUnbonding, tokensOf } from './validator.js';
import { applyValidatorSet, queue } from './validatorUpdates.js';

interface LastPower {
  readonly address: string;
  readonly power: bigint;
}

export interface StakingGenesis {
  readonly params: Params;
  readonly lastTotalPower: string;
  readonly lastValidatorPowers: LastPower[];
  readonly validators: Validator[];
  readonly delegations: Delegation[];
  readonly unbondingDelegations: UnbondingDelegation[];
  readonly redelegations: Redelegation[];
  readonly exported: boolean;
}

const validatorJson = record<Validator>({
  operatorAddress: text,
  consensusPubkey: optional(pubKeyJson),
  jailed: bool,
  status: enumeration<BondStatus>(bondStatusFromJSON, bondStatusToJSON),
  tokens: amountText,
  delegatorShares: decimal,
  description: record({ moniker: text, identity: text, website: text, securityContact: text, details: text }),
  unbondingHeight: int64,
  unbondingTime: timestamp,
  commission: record({
    commissionRates: record({ rate: decimal, maxRate: decimal, maxChangeRate: decimal }),
    updateTime: timestamp,
  }),
  minSelfDelegation: amountText,
  unbondingOnHoldRefCount: int64,
  unbondingIds: list(uint64),
});

export const stakingGenesisJson: Json<StakingGenesis> = record<StakingGenesis>({
  params: record<Params>({
    unbondingTime: duration,
    maxValidators: uint32,
    maxEntries: uint32,
    historicalEntries: uint32,
    bondDenom: text,
    minCommissionRate: decimal,
  }),
  lastTotalPower: amountText,
  lastValidatorPowers: list(record<LastPower>({ address: text, power: int64 })),
  validators: list(validatorJson),
  delegations: list(record<Delegation>({ delegatorAddress: text, validatorAddress: text, shares: decimal })),
  unbondingDelegations: list(
    record<UnbondingDelegation>({
      delegatorAddress: text,
      validatorAddress: text,
      entries: list(
        record({
          creationHeight: int64,
          completionTime: timestamp,
          initialBalance: amountText,
          balance: amountText,
          unbondingId: uint64,
          unbondingOnHoldRefCount: int64,
        }),
      ),
    }),
  ),
  redelegations: list(
    record<Redelegation>({
      delegatorAddress: text,
      validatorSrcAddress: text,
      validatorDstAddress: text,
      entries: list(
        record({
          creationHeight: int64,
          completionTime: timestamp,
          initialBalance: amountText,
          sharesDst: decimal,
          unbondingId: uint64,
          unbondingOnHoldRefCount: int64,
        }),
      ),
    }),
  ),
  exported: bool,
});

/** Reads x/staking's genesis and checks it; faults name the path. `complaint` says what is wrong with an operator. */
export function readStakingGenesis(
  genesis: unknown,
  complaint: (operator: string) => string | undefined,
): StakingGenesis {
  const read = stakingGenesisJson.read(genesis, 'staking');
  const { params } = read;
  if (params.maxValidators === 0) throw genesisError('staking.params.max_validators', 'must not be 0');
  if (params.maxEntries === 0) throw genesisError('staking.params.max_entries', 'must not be 0');
  if (params.bondDenom === '') throw genesisError('staking.params.bond_denom', 'must not be empty');
  if (fromSeconds(params.unbondingTime) <= 0n) throw genesisError('staking.params.unbonding_time', 'must be positive');
  const operators = new Set<string>();
  const keys = new Set<string>();
  for (const [index, validator] of read.validators.entries()) {
    const path = `staking.validators[${index}]`;
    const wrong = complaint(validator.operatorAddress);
    if (wrong !== undefined) throw genesisError(`${path}.operator_address`, wrong);
    const key = consensusKeyOf(validator);
    if (key.length !== 32) throw genesisError(`${path}.consensus_pubkey`, 'an ed25519 key expected');
    if (operators.has(validator.operatorAddress) || keys.has(String(key))) {
      throw genesisError(path, `duplicate validator ${validator.operatorAddress}`);
    }
    operators.add(validator.operatorAddress);
    keys.add(String(key));
    if (validator.jailed && isBonded(validator)) throw genesisError(path, 'validator is bonded and jailed');
    if (validator.status === BondStatus.BOND_STATUS_UNSPECIFIED) throw genesisError(`${path}.status`, 'must be given');
  }
  for (const [index, { validatorAddress }] of read.delegations.entries()) {
    if (operators.has(validatorAddress)) continue;
    throw genesisError(`staking.delegations[${index}].validator_address`, `no validator ${validatorAddress}`);
  }
  return read;
}

/** Stores validators and delegations; answers the set that CometBFT starts with. */
export function initStaking(keeper: StakingKeeper, genesis: StakingGenesis): ValidatorUpdate[] {
  const { schema } = keeper;
  keeper.setParams(genesis.params);
  for (const validator of genesis.validators) {
    keeper.setValidator(validator);
    keeper.indexConsensusKey(validator);
    keeper.indexPower(validator);
    if (!genesis.exported) {
      for (const listener of keeper.listeners) listener.afterValidatorCreated?.(validator.operatorAddress);
    }
    if (isUnbonding(validator)) queue(keeper, validator);
  }
  for (const delegation of genesis.delegations) importDelegation(keeper, delegation, genesis);
  for (const redelegation of genesis.redelegations) importRedelegation(keeper, redelegation);
  for (const unbonding of genesis.unbondingDelegations) {
    keeper.setUnbonding(unbonding);
    for (const { completionTime } of unbonding.entries) enqueue(keeper, unbonding, fromSeconds(completionTime));
  }
  restoreUnbondingIds(keeper, genesis);
  requirePools(keeper, genesis);
  if (!genesis.exported) return applyValidatorSet(keeper);
  schema.lastTotalPower.set({ int: genesis.lastTotalPower });
  return genesis.lastValidatorPowers.map(({ address, power }) => {
    schema.lastPowers.set(address, power);
    return { pubKey: consensusKeyOf(keeper.requireValidator(address)), power };
  });
}

/** Whoever begins here is told of it; what goes on is told of in the other modules' own genesis. */
function importDelegation(keeper: StakingKeeper, delegation: Delegation, { exported }: StakingGenesis): void {
  const { delegatorAddress, validatorAddress } = delegation;
  if (!exported) {
    for (const listener of keeper.listeners) listener.beforeDelegationCreated?.(delegatorAddress, validatorAddress);
  }
  keeper.setDelegation(delegation);
  if (exported) return;
  for (const listener of keeper.listeners) listener.afterDelegationModified?.(delegatorAddress, validatorAddress);
}

function importRedelegation(keeper: StakingKeeper, redelegation: Redelegation): void {
  setRedelegation(keeper, redelegation);
  const { delegatorAddress, validatorSrcAddress, validatorDstAddress, entries } = redelegation;
  const route = [delegatorAddress, validatorSrcAddress, validatorDstAddress] as const;
  for (const { completionTime } of entries) enqueueRedelegation(keeper, route, fromSeconds(completionTime));
}

/** What the records say must lie in the pools. */
function requirePools(keeper: StakingKeeper, { validators, unbondingDelegations }: StakingGenesis): void {
  const bonded = validators.reduce((sum, validator) => sum + bondedTokensOf(validator), 0n);
  const all = validators.reduce((sum, validator) => sum + tokensOf(validator), 0n);
  const entries = unbondingDelegations.flatMap((unbonding) => unbonding.entries);
  const unbonding = entries.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  const fault = keeper.rules.pools.fault(keeper, bonded, all - bonded + unbonding);
  if (fault !== undefined) throw genesisError('staking.validators', fault);
}

/** The document names unbonding ids only where they are used; the index over them is made again from there. */
function restoreUnbondingIds(keeper: StakingKeeper, genesis: StakingGenesis): void {
  const { validators, unbondingDelegations, redelegations } = genesis;
  let last = 0n;
  const restore = (id: bigint, storeKey: string, kind: bigint): void => {
    if (id === 0n) return;
    keeper.schema.unbondingKeys.set(id, latin1ToBytes(storeKey));
    keeper.schema.unbondingTypes.set(id, kind);
    last = maxOf(last, id);
  };
  for (const { operatorAddress, unbondingIds } of validators) {
    const key = keeper.schema.validators.storeKey(operatorAddress);
    for (const id of unbondingIds) restore(id, key, unbondingKind.validator);
  }
  for (const { delegatorAddress, validatorAddress, entries } of unbondingDelegations) {
    const key = keeper.schema.unbondings.storeKey([delegatorAddress, validatorAddress]);
    for (const { unbondingId } of entries) restore(unbondingId, key, unbondingKind.delegation);
  }
  for (const { delegatorAddress, validatorSrcAddress, validatorDstAddress, entries } of redelegations) {
    const route = [delegatorAddress, validatorSrcAddress, validatorDstAddress] as const;
    const key = keeper.schema.redelegations.storeKey(route);
    for (const { unbondingId } of entries) restore(unbondingId, key, unbondingKind.redelegation);
  }
  if (last > 0n) keeper.schema.unbondingId.set(last);
}

/** The genesis document of x/staking's state. */
export const exportStaking = (keeper: StakingKeeper): unknown =>
  stakingGenesisJson.write({
    params: keeper.params,
    lastTotalPower: keeper.schema.lastTotalPower.get()?.int ?? '0',
    lastValidatorPowers: [...keeper.schema.lastPowers.entries()].map(([address, power]) => ({ address, power })),
    validators: [...keeper.validators()],
    delegations: [...keeper.schema.delegations.values()],
    unbondingDelegations: [...keeper.schema.unbondings.values()],
    redelegations: [...keeper.schema.redelegations.values()],
    exported: true,
  });

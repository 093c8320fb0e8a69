import { BondStatus, type Delegation, type Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import type { ComputeResult } from '../../types/expectedKeepers.js';
import { maxOf } from '../../util/int.js';
import type { Addresses } from '../addresses.js';
import { toSeconds } from '../time.js';
import type { StakingListener } from './hooks.js';
import { newValidator, packConsensusKey, withTokensAdded } from './validator.js';

/** Commission of validators that compute made: 10 %, at most 20 %, changed by at most 1 % a day; in units of 1e-18. */
const computeRates = {
  rate: '100000000000000000',
  maxRate: '200000000000000000',
  maxChangeRate: '10000000000000000',
};
const computeDetails = 'Created after Proof of Compute';

/** What of staking the powers of compute results touch. */
interface ValidatorSet {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly listeners: readonly StakingListener[];
  readonly params: { readonly bondDenom: string };
  validators(): Iterable<Validator>;
  validator(operator: string): Validator | undefined;
  validatorByConsensusKey(key: Uint8Array): Validator | undefined;
  setValidator(validator: Validator): void;
  replaceValidator(old: Validator, changed: Validator): void;
  indexConsensusKey(validator: Validator): void;
  indexPower(validator: Validator): void;
  setDelegation(delegation: Delegation): void;
}

/**
 * Sets the tokens of all validators to their new powers (reference, sections 3, 14): members of the results get theirs,
 * all others 0; shares stay. Members who are no validators yet become bonded ones with a delegation to themselves.
 *
 * A result whose consensus key is another validator's, or whose power is not positive, makes no new validator. The set
 * that CometBFT sees follows at the next end of block of staking. Cost: O(validators + results).
 */
export function setComputeValidators(keeper: ValidatorSet, results: readonly ComputeResult[]): void {
  const powers = new Map(results.map(({ operatorAddress, power }) => [operatorAddress, maxOf(power, 0n)]));
  for (const validator of [...keeper.validators()]) {
    const tokens = String(powers.get(validator.operatorAddress) ?? 0n);
    // The same record has its bytes already.
    keeper.replaceValidator(validator, tokens === validator.tokens ? validator : { ...validator, tokens });
  }
  for (const result of results) {
    if (result.power <= 0n || keeper.validator(result.operatorAddress)) continue;
    if (keeper.validatorByConsensusKey(result.consensusKey)) continue;
    createFromCompute(keeper, result);
  }
}

function createFromCompute(keeper: ValidatorSet, { operatorAddress, consensusKey, power }: ComputeResult): void {
  const empty = newValidator({
    operatorAddress,
    consensusKey: packConsensusKey(consensusKey),
    description: {
      moniker: operatorAddress,
      identity: '',
      website: '',
      securityContact: '',
      details: computeDetails,
    },
    rates: computeRates,
    minSelfDelegation: '1',
    time: toSeconds(keeper.ctx.block.time),
  });
  const { validator, issued } = withTokensAdded({ ...empty, status: BondStatus.BOND_STATUS_BONDED }, power);
  keeper.setValidator(validator);
  keeper.indexConsensusKey(validator);
  keeper.indexPower(validator);
  const delegatorAddress = keeper.addresses.accountOf(operatorAddress);
  for (const listener of keeper.listeners) {
    listener.afterValidatorCreated?.(operatorAddress);
    listener.beforeDelegationCreated?.(delegatorAddress, operatorAddress);
  }
  keeper.setDelegation({ delegatorAddress, validatorAddress: operatorAddress, shares: String(issued) });
  for (const listener of keeper.listeners) {
    listener.afterDelegationModified?.(delegatorAddress, operatorAddress);
    listener.afterValidatorBonded?.(validator);
  }
  const amount = `${power}${keeper.params.bondDenom}`;
  keeper.ctx.emit(event('create_validator', { validator: operatorAddress, amount }));
}

import { ValidatorSlashEvent } from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import * as query from 'cosmjs-types/cosmos/distribution/v1beta1/query';
import type { Delegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { pair } from '../../store/compositeKey.js';
import { decodeKey, lengthPrefixed, uint64 } from '../../store/keyCodec.js';
import { addressComplaint } from '../../types/address.js';
import { proto } from '../../types/codec.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { page } from '../../types/paging.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { CodedError } from '../../util/errors.js';
import { addDecCoins, type DecCoins, toProtoDecCoins } from '../decCoins.js';
import { distributionErrors } from '../errors.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { delegationRewards } from './delegationRewards.js';
import type { DistributionKeeper } from './keeper.js';
import { endPeriod } from './periods.js';
import { distributionStore, slashEventsPrefix } from './schema.js';

const path = (method: string): string => `/cosmos.distribution.v1beta1.Query/${method}`;

function requireText({ addresses }: DistributionKeeper, address: string, who: 'delegator' | 'validator'): void {
  if (address === '') throw invalidArgument(`empty ${who} address`);
  const prefix = who === 'validator' ? `${addresses.prefix}valoper` : addresses.prefix;
  const complaint = addressComplaint(address, prefix);
  if (complaint !== undefined) throw plainError(complaint);
}

function findValidator(keeper: DistributionKeeper, operator: string): Validator {
  requireText(keeper, operator, 'validator');
  const validator = keeper.staking.validator(operator);
  if (!validator) throw new CodedError(distributionErrors.noValidator, operator);
  return validator;
}

function findDelegation(keeper: DistributionKeeper, delegator: string, operator: string): Delegation {
  const delegation = keeper.staking.delegation(delegator, operator);
  if (!delegation) throw new CodedError(distributionErrors.noDelegation);
  return delegation;
}

/** What a delegation would be paid now. The period that this ends goes on, because nobody keeps what a query writes. */
const rewardsNow = (keeper: DistributionKeeper, validator: Validator, delegation: Delegation): DecCoins =>
  delegationRewards(keeper, validator, delegation, endPeriod(keeper, validator));

const validatorQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('ValidatorDistributionInfo'),
    [query.QueryValidatorDistributionInfoRequest, query.QueryValidatorDistributionInfoResponse],
    ({ distribution }, { validatorAddress }) => {
      const keeper = distribution!;
      const validator = findValidator(keeper, validatorAddress);
      const operatorAddress = keeper.addresses.accountOf(validatorAddress);
      const delegation = findDelegation(keeper, operatorAddress, validatorAddress);
      const selfBondRewards = toProtoDecCoins(rewardsNow(keeper, validator, delegation));
      return { operatorAddress, selfBondRewards, commission: toProtoDecCoins(keeper.commission(validatorAddress)) };
    },
  ),
  queryRoute(
    path('ValidatorOutstandingRewards'),
    [query.QueryValidatorOutstandingRewardsRequest, query.QueryValidatorOutstandingRewardsResponse],
    ({ distribution }, { validatorAddress }) => {
      findValidator(distribution!, validatorAddress);
      return { rewards: { rewards: toProtoDecCoins(distribution!.outstanding(validatorAddress)) } };
    },
  ),
  queryRoute(
    path('ValidatorCommission'),
    [query.QueryValidatorCommissionRequest, query.QueryValidatorCommissionResponse],
    ({ distribution }, { validatorAddress }) => {
      findValidator(distribution!, validatorAddress);
      return { commission: { commission: toProtoDecCoins(distribution!.commission(validatorAddress)) } };
    },
  ),
  queryRoute(
    path('ValidatorSlashes'),
    [query.QueryValidatorSlashesRequest, query.QueryValidatorSlashesResponse],
    ({ distribution }, { validatorAddress, startingHeight, endingHeight, pagination }, ctx) => {
      const keeper = distribution!;
      if (endingHeight < startingHeight) {
        const complaint = 'starting height greater than ending height';
        throw invalidArgument(`${complaint} (${startingHeight} > ${endingHeight})`);
      }
      requireText(keeper, validatorAddress, 'validator');
      const prefix = slashEventsPrefix + lengthPrefixed(keeper.addresses.operator).encode(validatorAddress);
      const found = page(ctx.stores.store(distributionStore), prefix, pagination, (key, value) => {
        const [height] = decodeKey(pair(uint64, uint64), key);
        return height < startingHeight || height > endingHeight ? undefined : value.read(proto(ValidatorSlashEvent));
      });
      return { slashes: found.items, pagination: found.pagination };
    },
  ),
];

const delegatorQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('DelegationRewards'),
    [query.QueryDelegationRewardsRequest, query.QueryDelegationRewardsResponse],
    ({ distribution }, { delegatorAddress, validatorAddress }) => {
      const keeper = distribution!;
      requireText(keeper, delegatorAddress, 'delegator');
      const validator = findValidator(keeper, validatorAddress);
      const delegation = findDelegation(keeper, delegatorAddress, validatorAddress);
      return { rewards: toProtoDecCoins(rewardsNow(keeper, validator, delegation)) };
    },
  ),
  queryRoute(
    path('DelegationTotalRewards'),
    [query.QueryDelegationTotalRewardsRequest, query.QueryDelegationTotalRewardsResponse],
    ({ distribution }, { delegatorAddress }) => {
      const keeper = distribution!;
      requireText(keeper, delegatorAddress, 'delegator');
      let total: DecCoins = [];
      const rewards = [...keeper.staking.delegationsOf(delegatorAddress)].map((delegation) => {
        const validator = keeper.staking.requireValidator(delegation.validatorAddress);
        const reward = rewardsNow(keeper, validator, delegation);
        total = addDecCoins(total, reward);
        return { validatorAddress: delegation.validatorAddress, reward: toProtoDecCoins(reward) };
      });
      return { rewards, total: toProtoDecCoins(total) };
    },
  ),
  queryRoute(
    path('DelegatorValidators'),
    [query.QueryDelegatorValidatorsRequest, query.QueryDelegatorValidatorsResponse],
    ({ distribution, staking }, { delegatorAddress }) => {
      requireText(distribution!, delegatorAddress, 'delegator');
      return { validators: [...staking.delegationsOf(delegatorAddress)].map((held) => held.validatorAddress) };
    },
  ),
  queryRoute(
    path('DelegatorWithdrawAddress'),
    [query.QueryDelegatorWithdrawAddressRequest, query.QueryDelegatorWithdrawAddressResponse],
    ({ distribution }, { delegatorAddress }) => {
      requireText(distribution!, delegatorAddress, 'delegator');
      return { withdrawAddress: distribution!.withdrawAddress(delegatorAddress) };
    },
  ),
];

export const distributionQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], ({ distribution }) => ({
    params: distribution!.params,
  })),
  ...validatorQueries,
  ...delegatorQueries,
  queryRoute(
    path('CommunityPool'),
    [query.QueryCommunityPoolRequest, query.QueryCommunityPoolResponse],
    ({ distribution }) => {
      if (distribution!.hasExternalPool) {
        const other = 'use the CommunityPool query exposed by the external community pool';
        throw new CodedError(sdkErrors.invalidRequest, `external community pool is enabled - ${other}`);
      }
      return { pool: toProtoDecCoins(distribution!.communityPool) };
    },
  ),
];

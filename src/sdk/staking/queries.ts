import type { PageRequest } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import {
  QueryDelegationRequest,
  QueryDelegationResponse,
  QueryDelegatorDelegationsRequest,
  QueryDelegatorDelegationsResponse,
  QueryDelegatorUnbondingDelegationsRequest,
  QueryDelegatorUnbondingDelegationsResponse,
  QueryDelegatorValidatorRequest,
  QueryDelegatorValidatorsRequest,
  QueryHistoricalInfoRequest,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryPoolRequest,
  QueryPoolResponse,
  QueryUnbondingDelegationRequest,
  QueryUnbondingDelegationResponse,
  QueryValidatorDelegationsRequest,
  QueryValidatorDelegationsResponse,
  QueryValidatorRequest,
  QueryValidatorsRequest,
  QueryValidatorUnbondingDelegationsRequest,
  QueryValidatorUnbondingDelegationsResponse,
} from 'cosmjs-types/cosmos/staking/v1beta1/query';
import {
  BondStatus,
  bondStatusFromJSON,
  type Delegation,
  type DelegationResponse,
  type UnbondingDelegation,
  type Validator,
} from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { decodeKey, lengthPrefixed } from '../../store/keyCodec.js';
import { addressComplaint } from '../../types/address.js';
import type { Context } from '../../types/context.js';
import { plainError } from '../../types/errors.js';
import { type Page, page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import * as dec from '../../util/legacyDec.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { redelegationQueries } from './redelegationQueries.js';
import {
  delegationsByOperatorPrefix,
  delegationsPrefix,
  stakingStore,
  unbondingsByOperatorPrefix,
  unbondingsPrefix,
  validatorsPrefix,
} from './schema.js';
import * as types from './types.js';
import { tokensFromShares } from './validator.js';

const path = (method: string): string => `/cosmos.staking.v1beta1.Query/${method}`;

function requireText(address: string, prefix: string, what: string): void {
  if (address === '') throw invalidArgument(`${what} address cannot be empty`);
  const complaint = addressComplaint(address, prefix);
  if (complaint !== undefined) throw plainError(complaint);
}

const requireDelegator = ({ auth }: SdkKeepers, address: string): void =>
  requireText(address, auth.addresses.prefix, 'delegator');
const requireOperator = ({ auth }: SdkKeepers, address: string): void =>
  requireText(address, `${auth.addresses.prefix}valoper`, 'validator');

function findValidator(keepers: SdkKeepers, operator: string): Validator {
  requireOperator(keepers, operator);
  const validator = keepers.staking.validator(operator);
  if (!validator) throw notFound(`validator ${operator} not found`);
  return validator;
}

/** A delegation with the tokens that it is worth now. */
function withBalance({ staking }: SdkKeepers, delegation: Delegation): DelegationResponse {
  const validator = staking.requireValidator(delegation.validatorAddress);
  const amount = dec.truncateInt(tokensFromShares(validator, dec.fromUnits(BigInt(delegation.shares))));
  return { delegation, balance: { denom: staking.params.bondDenom, amount: String(amount) } };
}

/** A page of what a delegator has with validators: keys end in the operator. */
function byDelegator<T>(
  keepers: SdkKeepers,
  ctx: Context,
  prefix: string,
  request: { delegatorAddr: string; pagination?: PageRequest },
  read: (operator: string) => T | undefined,
): Page<T> {
  requireDelegator(keepers, request.delegatorAddr);
  const operator = lengthPrefixed(keepers.auth.addresses.operator);
  const start = prefix + keepers.auth.addresses.account.encodePart(request.delegatorAddr);
  return page(ctx.stores.store(stakingStore), start, request.pagination, (key) => read(decodeKey(operator, key)));
}

const validatorQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('Validators'),
    [QueryValidatorsRequest, types.QueryValidatorsResponse],
    ({ staking }, { status, pagination }, ctx) => {
      const wanted = status === '' ? undefined : bondStatusFromJSON(status);
      if (wanted === BondStatus.UNRECOGNIZED || wanted === BondStatus.BOND_STATUS_UNSPECIFIED) {
        throw invalidArgument(`invalid validator status ${status}`);
      }
      const codec = staking.schema.validators.valueCodec;
      const found = page(ctx.stores.store(stakingStore), validatorsPrefix, pagination, (_key, value) => {
        const validator = value.read(codec);
        return wanted === undefined || validator.status === wanted ? validator : undefined;
      });
      return { validators: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('Validator'),
    [QueryValidatorRequest, types.QueryValidatorResponse],
    (keepers, { validatorAddr }) => ({
      validator: findValidator(keepers, validatorAddr),
    }),
  ),
  queryRoute(
    path('HistoricalInfo'),
    [QueryHistoricalInfoRequest, types.QueryHistoricalInfoResponse],
    ({ staking }, { height }) => {
      if (height < 0n) throw invalidArgument('height cannot be negative');
      const hist = staking.schema.history.get(height);
      if (!hist) throw notFound(`historical info for height ${height} not found`);
      return { hist };
    },
  ),
  queryRoute(path('Pool'), [QueryPoolRequest, QueryPoolResponse], ({ auth, bank, staking }) => {
    const held = (pool: string): string => String(bank.balance(auth.addresses.module(pool), staking.params.bondDenom));
    return { pool: { notBondedTokens: held('not_bonded_tokens_pool'), bondedTokens: held('bonded_tokens_pool') } };
  }),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ staking }) => ({ params: staking.params })),
];

const delegationQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Delegation'), [QueryDelegationRequest, QueryDelegationResponse], (keepers, request) => {
    const { delegatorAddr, validatorAddr } = request;
    requireDelegator(keepers, delegatorAddr);
    requireOperator(keepers, validatorAddr);
    const delegation = keepers.staking.delegation(delegatorAddr, validatorAddr);
    if (!delegation) {
      throw notFound(`delegation with delegator ${delegatorAddr} not found for validator ${validatorAddr}`);
    }
    return { delegationResponse: withBalance(keepers, delegation) };
  }),
  queryRoute(
    path('DelegatorDelegations'),
    [QueryDelegatorDelegationsRequest, QueryDelegatorDelegationsResponse],
    (keepers, request, ctx) => {
      const found = byDelegator(keepers, ctx, delegationsPrefix, request, (operator) =>
        withBalance(keepers, keepers.staking.delegation(request.delegatorAddr, operator)!),
      );
      return { delegationResponses: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('ValidatorDelegations'),
    [QueryValidatorDelegationsRequest, QueryValidatorDelegationsResponse],
    (keepers, { validatorAddr, pagination }, ctx) => {
      requireOperator(keepers, validatorAddr);
      const { account, operator } = keepers.auth.addresses;
      const prefix = delegationsByOperatorPrefix + operator.encodePart(validatorAddr);
      const found = page(ctx.stores.store(stakingStore), prefix, pagination, (key) =>
        withBalance(keepers, keepers.staking.delegation(decodeKey(account, key), validatorAddr)!),
      );
      return { delegationResponses: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('DelegatorValidators'),
    [QueryDelegatorValidatorsRequest, types.QueryDelegatorValidatorsResponse],
    (keepers, request, ctx) => {
      const found = byDelegator(keepers, ctx, delegationsPrefix, request, (operator) =>
        keepers.staking.validator(operator),
      );
      return { validators: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('DelegatorValidator'),
    [QueryDelegatorValidatorRequest, types.QueryDelegatorValidatorResponse],
    (keepers, { delegatorAddr, validatorAddr }) => {
      requireDelegator(keepers, delegatorAddr);
      const validator = findValidator(keepers, validatorAddr);
      if (!keepers.staking.delegation(delegatorAddr, validatorAddr)) {
        throw notFound('no delegation for (address, validator) tuple');
      }
      return { validator };
    },
  ),
];

function findUnbonding(keepers: SdkKeepers, delegator: string, operator: string): UnbondingDelegation {
  requireDelegator(keepers, delegator);
  requireOperator(keepers, operator);
  const found = keepers.staking.unbonding(delegator, operator);
  if (!found) throw notFound(`unbonding delegation with delegator ${delegator} not found for validator ${operator}`);
  return found;
}

const unbondingQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('UnbondingDelegation'),
    [QueryUnbondingDelegationRequest, QueryUnbondingDelegationResponse],
    (keepers, { delegatorAddr, validatorAddr }) => ({ unbond: findUnbonding(keepers, delegatorAddr, validatorAddr) }),
  ),
  queryRoute(
    path('DelegatorUnbondingDelegations'),
    [QueryDelegatorUnbondingDelegationsRequest, QueryDelegatorUnbondingDelegationsResponse],
    (keepers, request, ctx) => {
      const found = byDelegator(keepers, ctx, unbondingsPrefix, request, (operator) =>
        keepers.staking.unbonding(request.delegatorAddr, operator),
      );
      return { unbondingResponses: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('ValidatorUnbondingDelegations'),
    [QueryValidatorUnbondingDelegationsRequest, QueryValidatorUnbondingDelegationsResponse],
    (keepers, { validatorAddr, pagination }, ctx) => {
      requireOperator(keepers, validatorAddr);
      const { accountPart, operator } = keepers.auth.addresses;
      const prefix = unbondingsByOperatorPrefix + operator.encodePart(validatorAddr);
      const found = page(ctx.stores.store(stakingStore), prefix, pagination, (key) =>
        keepers.staking.unbonding(decodeKey(accountPart, key), validatorAddr),
      );
      return { unbondingResponses: found.items, pagination: found.pagination };
    },
  ),
];

export const stakingQueries: readonly SdkQueryRoute[] = [
  ...validatorQueries,
  ...delegationQueries,
  ...unbondingQueries,
  ...redelegationQueries,
];

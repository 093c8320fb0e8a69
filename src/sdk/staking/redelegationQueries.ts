import { QueryRedelegationsRequest, QueryRedelegationsResponse } from 'cosmjs-types/cosmos/staking/v1beta1/query';
import type { Redelegation, RedelegationResponse } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { pair } from '../../store/compositeKey.js';
import { decodeKey, lengthPrefixed } from '../../store/keyCodec.js';
import { addressComplaint } from '../../types/address.js';
import type { Context } from '../../types/context.js';
import { type Page, page } from '../../types/paging.js';
import { internal } from '../../types/queryStatus.js';
import * as dec from '../../util/legacyDec.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { StakingKeeper } from './keeper.js';
import { redelegationsBySourcePrefix, redelegationsPrefix, stakingStore } from './schema.js';
import { tokensFromShares } from './validator.js';

/** A redelegation with what each of its entries is worth now. */
function withBalances(keeper: StakingKeeper, { entries, ...route }: Redelegation): RedelegationResponse {
  const destination = keeper.requireValidator(route.validatorDstAddress);
  return {
    redelegation: { ...route, entries: [] },
    entries: entries.map((redelegationEntry) => {
      const shares = dec.fromUnits(BigInt(redelegationEntry.sharesDst));
      return { redelegationEntry, balance: String(dec.truncateInt(tokensFromShares(destination, shares))) };
    }),
  };
}

function requireAddress(address: string, prefix: string): void {
  const complaint = addressComplaint(address, prefix);
  if (complaint !== undefined) throw internal(complaint);
}

function findOne(keeper: StakingKeeper, request: QueryRedelegationsRequest): Page<Redelegation> {
  const { delegatorAddr, srcValidatorAddr, dstValidatorAddr } = request;
  requireAddress(delegatorAddr, keeper.addresses.prefix);
  for (const operator of [srcValidatorAddr, dstValidatorAddr]) {
    requireAddress(operator, `${keeper.addresses.prefix}valoper`);
  }
  const found = keeper.schema.redelegations.get([delegatorAddr, srcValidatorAddr, dstValidatorAddr]);
  if (!found) {
    const who = `delegator address ${delegatorAddr} from validator address ${srcValidatorAddr}`;
    throw internal(`rpc error: code = NotFound desc = redelegation not found for ${who}`);
  }
  return { items: [found], pagination: { nextKey: new Uint8Array(0), total: 0n } };
}

function findFrom(keeper: StakingKeeper, ctx: Context, request: QueryRedelegationsRequest): Page<Redelegation> {
  const { srcValidatorAddr: source, pagination } = request;
  const { addresses, schema } = keeper;
  requireAddress(source, `${addresses.prefix}valoper`);
  const operator = lengthPrefixed(addresses.operator);
  const prefix = redelegationsBySourcePrefix + operator.encode(source);
  return page(ctx.stores.store(stakingStore), prefix, pagination, (key) => {
    const [delegator, destination] = decodeKey(pair(addresses.accountPart, operator), key);
    return schema.redelegations.get([delegator, source, destination]);
  });
}

function findOf(keeper: StakingKeeper, ctx: Context, request: QueryRedelegationsRequest): Page<Redelegation> {
  const { delegatorAddr, pagination } = request;
  const { addresses, schema } = keeper;
  requireAddress(delegatorAddr, addresses.prefix);
  const prefix = redelegationsPrefix + addresses.account.encodePart(delegatorAddr);
  const codec = schema.redelegations.valueCodec;
  return page(ctx.stores.store(stakingStore), prefix, pagination, (_key, value) => value.read(codec));
}

/** One redelegation, all from a validator, or all of a delegator: whatever the addresses name. */
export const redelegationQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    '/cosmos.staking.v1beta1.Query/Redelegations',
    [QueryRedelegationsRequest, QueryRedelegationsResponse],
    ({ staking }, request, ctx) => {
      const { delegatorAddr, srcValidatorAddr, dstValidatorAddr } = request;
      const isOne = delegatorAddr !== '' && srcValidatorAddr !== '' && dstValidatorAddr !== '';
      const isFrom = delegatorAddr === '' && srcValidatorAddr !== '' && dstValidatorAddr === '';
      const find = isFrom ? findFrom : findOf;
      const found = isOne ? findOne(staking, request) : find(staking, ctx, request);
      return {
        redelegationResponses: found.items.map((redelegation) => withBalances(staking, redelegation)),
        ...(!isOne && { pagination: found.pagination }),
      };
    },
  ),
];

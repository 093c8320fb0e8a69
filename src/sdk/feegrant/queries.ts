import { Grant } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import {
  QueryAllowanceRequest,
  QueryAllowanceResponse,
  QueryAllowancesByGranterRequest,
  QueryAllowancesByGranterResponse,
  QueryAllowancesRequest,
  QueryAllowancesResponse,
} from 'cosmjs-types/cosmos/feegrant/v1beta1/query';
import { proto } from '../../types/codec.js';
import { page } from '../../types/paging.js';
import { internal } from '../../types/queryStatus.js';
import { askedAccount } from '../addresses.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { feegrantStore, grantsPrefix } from './schema.js';

const path = (method: string): string => `/cosmos.feegrant.v1beta1.Query/${method}`;

export const feegrantQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Allowance'), [QueryAllowanceRequest, QueryAllowanceResponse], ({ feegrant }, request) => {
    const granter = askedAccount(feegrant.addresses, request.granter);
    const grantee = askedAccount(feegrant.addresses, request.grantee);
    const allowance = feegrant.grant(granter, grantee);
    if (!allowance) throw internal('fee-grant not found: not found');
    return { allowance };
  }),
  queryRoute(path('Allowances'), [QueryAllowancesRequest, QueryAllowancesResponse], ({ feegrant }, request, ctx) => {
    const grantee = askedAccount(feegrant.addresses, request.grantee);
    const prefix = grantsPrefix + feegrant.addresses.accountPart.encode(grantee);
    const store = ctx.stores.store(feegrantStore);
    const found = page(store, prefix, request.pagination, (_key, value) => value.read(proto(Grant)), internal);
    return { allowances: found.items, pagination: found.pagination };
  }),
  queryRoute(
    path('AllowancesByGranter'),
    [QueryAllowancesByGranterRequest, QueryAllowancesByGranterResponse],
    ({ feegrant }, { granter, pagination }, ctx) => {
      const asked = askedAccount(feegrant.addresses, granter);
      const read = (grant: Grant) => (grant.granter === asked ? grant : undefined);
      const store = ctx.stores.store(feegrantStore);
      const found = page(store, grantsPrefix, pagination, (_key, value) => read(value.read(proto(Grant))), internal);
      return { allowances: found.items, pagination: found.pagination };
    },
  ),
];

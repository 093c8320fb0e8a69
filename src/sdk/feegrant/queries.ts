import { Grant } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import {
  QueryAllowanceRequest,
  QueryAllowanceResponse,
  QueryAllowancesRequest,
  QueryAllowancesResponse,
} from 'cosmjs-types/cosmos/feegrant/v1beta1/query';
import { addressComplaint } from '../../types/address.js';
import { proto } from '../../types/codec.js';
import { plainError } from '../../types/errors.js';
import { page } from '../../types/paging.js';
import { internal } from '../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { FeegrantKeeper } from './keeper.js';
import { feegrantStore } from './schema.js';

const path = (method: string): string => `/cosmos.feegrant.v1beta1.Query/${method}`;

function requireAddress({ addresses }: FeegrantKeeper, address: string): string {
  const complaint = addressComplaint(address, addresses.prefix);
  if (complaint !== undefined) throw plainError(complaint);
  return address.toLowerCase();
}

export const feegrantQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Allowance'), [QueryAllowanceRequest, QueryAllowanceResponse], ({ feegrant }, request) => {
    const [granter, grantee] = [request.granter, request.grantee].map((one) => requireAddress(feegrant, one));
    const allowance = feegrant.grant(granter!, grantee!);
    if (!allowance) throw internal('fee-grant not found: not found');
    return { allowance };
  }),
  queryRoute(path('Allowances'), [QueryAllowancesRequest, QueryAllowancesResponse], ({ feegrant }, request, ctx) => {
    const grantee = requireAddress(feegrant, request.grantee);
    const prefix = `\0${feegrant.addresses.accountPart.encode(grantee)}`;
    const store = ctx.stores.store(feegrantStore);
    const found = page(store, prefix, request.pagination, (_key, value) => value.read(proto(Grant)));
    return { allowances: found.items, pagination: found.pagination };
  }),
];

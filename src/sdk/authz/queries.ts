import { Grant, type GrantAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import {
  QueryGranteeGrantsRequest,
  QueryGranteeGrantsResponse,
  QueryGranterGrantsRequest,
  QueryGranterGrantsResponse,
  QueryGrantsRequest,
  QueryGrantsResponse,
} from 'cosmjs-types/cosmos/authz/v1beta1/query';
import { KeyCursor } from '../../store/keyCodec.js';
import { proto } from '../../types/codec.js';
import { page } from '../../types/paging.js';
import { CodedError } from '../../util/errors.js';
import { askedAccount } from '../addresses.js';
import { authzErrors } from '../errors.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { AuthzKeeper } from './keeper.js';
import { authzStore, grantsPrefix } from './schema.js';

const path = (method: string): string => `/cosmos.authz.v1beta1.Query/${method}`;

function oneGrant(authz: AuthzKeeper, granter: string, grantee: string, messageType: string): Grant {
  const grant = authz.grant(granter, grantee, messageType);
  if (grant) return grant;
  throw new CodedError(authzErrors.noAuthorizationFound, `authorization not found for ${messageType} type`);
}

const between = (granter: string, grantee: string, { authorization, expiration }: Grant): GrantAuthorization => ({
  granter,
  grantee,
  ...(authorization && { authorization }),
  ...(expiration && { expiration }),
});

export const authzQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Grants'), [QueryGrantsRequest, QueryGrantsResponse], ({ authz }, request, ctx) => {
    const granter = askedAccount(authz.addresses, request.granter);
    const grantee = askedAccount(authz.addresses, request.grantee);
    const { msgTypeUrl, pagination } = request;
    if (msgTypeUrl !== '') return { grants: [oneGrant(authz, granter, grantee, msgTypeUrl)] };
    const { accountPart } = authz.addresses;
    const prefix = grantsPrefix + accountPart.encode(granter) + accountPart.encode(grantee);
    const store = ctx.stores.store(authzStore);
    const found = page(store, prefix, pagination, (_key, value) => value.read(proto(Grant)));
    return { grants: found.items, pagination: found.pagination };
  }),
  queryRoute(
    path('GranterGrants'),
    [QueryGranterGrantsRequest, QueryGranterGrantsResponse],
    ({ authz }, request, ctx) => {
      const { accountPart } = authz.addresses;
      const granter = askedAccount(authz.addresses, request.granter);
      const prefix = grantsPrefix + accountPart.encode(granter);
      const found = page(ctx.stores.store(authzStore), prefix, request.pagination, (key, value) =>
        between(granter, accountPart.readPart(new KeyCursor(key)), value.read(proto(Grant))),
      );
      return { grants: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('GranteeGrants'),
    [QueryGranteeGrantsRequest, QueryGranteeGrantsResponse],
    ({ authz }, request, ctx) => {
      const { accountPart } = authz.addresses;
      const asked = askedAccount(authz.addresses, request.grantee);
      const found = page(ctx.stores.store(authzStore), grantsPrefix, request.pagination, (key, value) => {
        const cursor = new KeyCursor(key);
        const granter = accountPart.readPart(cursor);
        const grantee = accountPart.readPart(cursor);
        return grantee === asked ? between(granter, grantee, value.read(proto(Grant))) : undefined;
      });
      return { grants: found.items, pagination: found.pagination };
    },
  ),
];

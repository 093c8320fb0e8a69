import { ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import {
  QueryAccountAddressByIDRequest,
  QueryAccountAddressByIDResponse,
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
  QueryAccountRequest,
  QueryAccountResponse,
  QueryAccountsRequest,
  QueryAccountsResponse,
  QueryModuleAccountByNameRequest,
  QueryModuleAccountByNameResponse,
  QueryModuleAccountsRequest,
  QueryModuleAccountsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
} from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { addressComplaint } from '../../types/address.js';
import { plainError } from '../../types/errors.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { compareUtf8 } from '../../util/bytes.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { type Account, accountCodec, baseOf, packAccount } from './account.js';
import { accountsPrefix, authStore } from './schema.js';

const path = (method: string): string => `/cosmos.auth.v1beta1.Query/${method}`;

function requireAccount({ auth }: SdkKeepers, address: string): Account {
  if (address === '') throw invalidArgument('Address cannot be empty');
  const complaint = addressComplaint(address, auth.addresses.prefix);
  if (complaint !== undefined) throw plainError(complaint);
  const account = auth.account(address);
  if (!account) throw notFound(`account ${address} not found`);
  return account;
}

/** The account of a module that has one already; a query makes none. */
function moduleAccount({ auth }: SdkKeepers, name: string): Account | undefined {
  const account = auth.account(auth.addresses.module(name));
  return account?.typeUrl === ModuleAccount.typeUrl ? account : undefined;
}

export const authQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Account'), [QueryAccountRequest, QueryAccountResponse], (keepers, { address }) => ({
    account: packAccount(requireAccount(keepers, address)),
  })),
  queryRoute(path('AccountInfo'), [QueryAccountInfoRequest, QueryAccountInfoResponse], (keepers, { address }) => ({
    info: baseOf(requireAccount(keepers, address)),
  })),
  queryRoute(path('Accounts'), [QueryAccountsRequest, QueryAccountsResponse], (_, { pagination }, ctx) => {
    const store = ctx.stores.store(authStore);
    const found = page(store, accountsPrefix, pagination, (_key, value) => packAccount(value.read(accountCodec)));
    return { accounts: found.items, pagination: found.pagination };
  }),
  queryRoute(
    path('AccountAddressByID'),
    [QueryAccountAddressByIDRequest, QueryAccountAddressByIDResponse],
    (keepers, request) => {
      if (request.id !== 0n)
        throw invalidArgument("requesting with id isn't supported, try to request using account-id");
      const accountAddress = keepers.auth.addressOfNumber(request.accountId);
      if (accountAddress === undefined)
        throw notFound(`account address not found with account number ${request.accountId}`);
      return { accountAddress };
    },
  ),
  queryRoute(path('ModuleAccounts'), [QueryModuleAccountsRequest, QueryModuleAccountsResponse], (keepers) => {
    const names = Object.keys(keepers.config.moduleAccounts).sort(compareUtf8);
    const accounts = names.map((name) => moduleAccount(keepers, name)).filter((account) => account !== undefined);
    return { accounts: accounts.map(packAccount) };
  }),
  queryRoute(
    path('ModuleAccountByName'),
    [QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse],
    (keepers, { name }) => {
      if (name === '') throw invalidArgument('module name is empty');
      const account = moduleAccount(keepers, name);
      if (!account) throw notFound(`account ${name} not found`);
      return { account: packAccount(account) };
    },
  ),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ auth }) => ({ params: auth.params })),
];

import { ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import {
  AddressBytesToStringRequest,
  AddressBytesToStringResponse,
  AddressStringToBytesRequest,
  AddressStringToBytesResponse,
  Bech32PrefixRequest,
  Bech32PrefixResponse,
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
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { plainError } from '../../types/errors.js';
import { collectionPage } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { addressBytes, toAddress } from '../../util/address.js';
import { compareUtf8 } from '../../util/bytes.js';
import { askedAccount } from '../addresses.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { type Account, accountCodec, baseOf, packAccount } from './account.js';
import { accountsPrefix, authStore } from './schema.js';

const path = (method: string): string => `/cosmos.auth.v1beta1.Query/${method}`;

function requireAccount({ auth }: SdkKeepers, text: string): Account {
  const account = auth.account(askedAccount(auth.addresses, text));
  if (!account) throw notFound(`account ${text} not found`);
  return account;
}

/** The account of a module. As on the chain, one that is not there yet is made, in a state that nobody keeps. */
const moduleAccount = ({ auth }: SdkKeepers, name: string): Any =>
  packAccount({ typeUrl: ModuleAccount.typeUrl, message: auth.moduleAccount(name) });

const accountQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Account'), [QueryAccountRequest, QueryAccountResponse], (keepers, { address }) => {
    if (address === '') throw invalidArgument('Address cannot be empty');
    return { account: packAccount(requireAccount(keepers, address)) };
  }),
  queryRoute(path('AccountInfo'), [QueryAccountInfoRequest, QueryAccountInfoResponse], (keepers, { address }) => {
    if (address === '') throw invalidArgument('address cannot be empty');
    return { info: baseOf(requireAccount(keepers, address)) };
  }),
  queryRoute(path('Accounts'), [QueryAccountsRequest, QueryAccountsResponse], (_, { pagination }, ctx) => {
    const store = ctx.stores.store(authStore);
    const found = collectionPage(store, accountsPrefix, pagination, (_key, value) =>
      packAccount(value.read(accountCodec)),
    );
    return { accounts: found.items, pagination: found.pagination };
  }),
  queryRoute(
    path('AccountAddressByID'),
    [QueryAccountAddressByIDRequest, QueryAccountAddressByIDResponse],
    ({ auth }, { id, accountId }) => {
      if (id !== 0n) throw invalidArgument("requesting with id isn't supported, try to request using account-id");
      const accountAddress = auth.addressOfNumber(accountId);
      if (accountAddress === undefined) throw notFound(`account address not found with account number ${accountId}`);
      return { accountAddress };
    },
  ),
  queryRoute(path('ModuleAccounts'), [QueryModuleAccountsRequest, QueryModuleAccountsResponse], (keepers) => {
    const names = Object.keys(keepers.config.moduleAccounts).sort(compareUtf8);
    return { accounts: names.map((name) => moduleAccount(keepers, name)) };
  }),
  queryRoute(
    path('ModuleAccountByName'),
    [QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse],
    (keepers, { name }) => {
      if (name === '') throw invalidArgument('module name is empty');
      if (!Object.hasOwn(keepers.config.moduleAccounts, name)) throw notFound(`account ${name} not found`);
      return { account: moduleAccount(keepers, name) };
    },
  ),
];

const codecQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Bech32Prefix'), [Bech32PrefixRequest, Bech32PrefixResponse], ({ auth }) => ({
    bech32Prefix: auth.addresses.prefix,
  })),
  queryRoute(
    path('AddressBytesToString'),
    [AddressBytesToStringRequest, AddressBytesToStringResponse],
    ({ auth }, request) => {
      if (request.addressBytes.length === 0) throw plainError('empty address bytes is not allowed');
      return { addressString: toAddress(auth.addresses.prefix, request.addressBytes) };
    },
  ),
  queryRoute(
    path('AddressStringToBytes'),
    [AddressStringToBytesRequest, AddressStringToBytesResponse],
    ({ auth }, { addressString }) => ({ addressBytes: addressBytes(askedAccount(auth.addresses, addressString)) }),
  ),
];

export const authQueries: readonly SdkQueryRoute[] = [
  ...accountQueries,
  ...codecQueries,
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ auth }) => ({ params: auth.params })),
];

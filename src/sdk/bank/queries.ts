import { Metadata } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import {
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
  QueryBalanceRequest,
  QueryBalanceResponse,
  QueryDenomMetadataByQueryStringRequest,
  QueryDenomMetadataByQueryStringResponse,
  QueryDenomMetadataRequest,
  QueryDenomMetadataResponse,
  QueryDenomOwnersByQueryRequest,
  QueryDenomOwnersByQueryResponse,
  QueryDenomOwnersRequest,
  QueryDenomOwnersResponse,
  QueryDenomsMetadataRequest,
  QueryDenomsMetadataResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySendEnabledRequest,
  QuerySendEnabledResponse,
  QuerySpendableBalanceByDenomRequest,
  QuerySpendableBalanceByDenomResponse,
  QuerySpendableBalancesRequest,
  QuerySpendableBalancesResponse,
  QuerySupplyOfRequest,
  QuerySupplyOfResponse,
  QueryTotalSupplyRequest,
  QueryTotalSupplyResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/query';
import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { decodeKey } from '../../store/keyCodec.js';
import type { Key, KVStore } from '../../store/kv.js';
import { text } from '../../store/textKey.js';
import type { Value } from '../../store/value.js';
import { boolValue, decimalTextValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { collectionPage } from '../../types/paging.js';
import { internal, invalidArgument, notFound } from '../../types/queryStatus.js';
import { askedAccount } from '../addresses.js';
import { isDenom } from '../coins.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { balancesPrefix, bankStore, holdersPrefix, metadataPrefix, sendEnabledPrefix, supplyPrefix } from './schema.js';

const path = (method: string): string => `/cosmos.bank.v1beta1.Query/${method}`;

function requireAddress({ auth }: SdkKeepers, address: string): string {
  return askedAccount(auth.addresses, address, (text) => invalidArgument(`invalid address: ${text}`));
}

function requireDenom(denom: string): void {
  if (!isDenom(denom)) throw invalidArgument(`invalid denom: ${denom}`);
}

const storeOf = (ctx: Context): KVStore => ctx.stores.store(bankStore);
const coin = (denom: string, amount: bigint) => ({ denom, amount: String(amount) });

const paginateFault = (text: string) => invalidArgument(`paginate: ${text}`);

/** A page of an account's coins, made of denomination and balance. */
function balancesPage(
  keepers: SdkKeepers,
  ctx: Context,
  { address, pagination }: Pick<QueryAllBalancesRequest, 'address' | 'pagination'>,
  coinOf: (denom: string, balance: bigint) => ProtoCoin,
) {
  const prefix = balancesPrefix + keepers.auth.addresses.account.encodePart(requireAddress(keepers, address));
  const read = (key: Key, value: Value): ProtoCoin => coinOf(decodeKey(text, key), value.read(decimalTextValue));
  const { items, pagination: next } = collectionPage(storeOf(ctx), prefix, pagination, read, paginateFault);
  return { balances: items, pagination: next };
}

const balanceQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Balance'), [QueryBalanceRequest, QueryBalanceResponse], (keepers, { address, denom }) => {
    requireDenom(denom);
    return { balance: coin(denom, keepers.bank.balance(requireAddress(keepers, address), denom)) };
  }),
  queryRoute(path('AllBalances'), [QueryAllBalancesRequest, QueryAllBalancesResponse], (keepers, request, ctx) => {
    const shown = (denom: string): string => (request.resolveDenom && keepers.bank.metadata(denom)?.display) || denom;
    return balancesPage(keepers, ctx, request, (denom, balance) => coin(shown(denom), balance));
  }),
  queryRoute(
    path('SpendableBalances'),
    [QuerySpendableBalancesRequest, QuerySpendableBalancesResponse],
    (keepers, request, ctx) => {
      const address = requireAddress(keepers, request.address);
      return balancesPage(keepers, ctx, request, (denom) => coin(denom, keepers.bank.spendable(address, denom)));
    },
  ),
  queryRoute(
    path('SpendableBalanceByDenom'),
    [QuerySpendableBalanceByDenomRequest, QuerySpendableBalanceByDenomResponse],
    (keepers, request) => {
      const address = requireAddress(keepers, request.address);
      requireDenom(request.denom);
      return { balance: coin(request.denom, keepers.bank.spendable(address, request.denom)) };
    },
  ),
];

/** A page of those who hold a denomination, by address. */
function ownersPage(
  { auth, bank }: SdkKeepers,
  { denom, pagination }: QueryDenomOwnersByQueryRequest,
  ctx: Context,
): QueryDenomOwnersResponse {
  requireDenom(denom);
  const found = collectionPage(storeOf(ctx), holdersPrefix + text.encodePart(denom), pagination, (key) => {
    const address = decodeKey(auth.addresses.accountPart, key);
    return { address, balance: coin(denom, bank.balance(address, denom)) };
  });
  return { denomOwners: found.items, pagination: found.pagination };
}

function metadataOf({ bank }: SdkKeepers, denom: string): { metadata: Metadata } {
  requireDenom(denom);
  const metadata = bank.metadata(denom);
  if (!metadata) throw notFound(`client metadata for denom ${denom}`);
  return { metadata };
}

/** Whether coins may be sent: of the denominations asked for, in their order, or a page of all that were set. */
function sendEnabled({ bank }: SdkKeepers, { denoms, pagination }: QuerySendEnabledRequest, ctx: Context) {
  if (denoms.length > 0) {
    const known = new Map(bank.sendEnabled().map((entry) => [entry.denom, entry]));
    return { sendEnabled: denoms.flatMap((denom) => known.get(denom) ?? []) };
  }
  const read = (key: Key, value: Value) => ({ denom: decodeKey(text, key), enabled: value.read(boolValue) });
  const found = collectionPage(storeOf(ctx), sendEnabledPrefix, pagination, read, internal);
  return { sendEnabled: found.items, pagination: found.pagination };
}

const denomQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('TotalSupply'), [QueryTotalSupplyRequest, QueryTotalSupplyResponse], (_, { pagination }, ctx) => {
    const read = (key: Key, value: Value) => coin(decodeKey(text, key), value.read(decimalTextValue));
    const found = collectionPage(storeOf(ctx), supplyPrefix, pagination, read, internal);
    return { supply: found.items, pagination: found.pagination };
  }),
  queryRoute(path('SupplyOf'), [QuerySupplyOfRequest, QuerySupplyOfResponse], ({ bank }, { denom }) => {
    requireDenom(denom);
    return { amount: coin(denom, bank.supply(denom)) };
  }),
  queryRoute(
    path('DenomsMetadata'),
    [QueryDenomsMetadataRequest, QueryDenomsMetadataResponse],
    (_, { pagination }, ctx) => {
      const read = (_key: Key, value: Value) => value.read(proto(Metadata));
      const found = collectionPage(storeOf(ctx), metadataPrefix, pagination, read, internal);
      return { metadatas: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(path('DenomMetadata'), [QueryDenomMetadataRequest, QueryDenomMetadataResponse], (keepers, { denom }) =>
    metadataOf(keepers, denom),
  ),
  queryRoute(
    path('DenomMetadataByQueryString'),
    [QueryDenomMetadataByQueryStringRequest, QueryDenomMetadataByQueryStringResponse],
    (keepers, { denom }) => metadataOf(keepers, denom),
  ),
  queryRoute(path('DenomOwners'), [QueryDenomOwnersRequest, QueryDenomOwnersResponse], ownersPage),
  queryRoute(path('DenomOwnersByQuery'), [QueryDenomOwnersByQueryRequest, QueryDenomOwnersByQueryResponse], ownersPage),
  queryRoute(path('SendEnabled'), [QuerySendEnabledRequest, QuerySendEnabledResponse], sendEnabled),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ bank }) => ({ params: bank.params })),
];

export const bankQueries: readonly SdkQueryRoute[] = [...balanceQueries, ...denomQueries];

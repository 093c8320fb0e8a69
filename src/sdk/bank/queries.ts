import { Metadata } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import {
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
  QueryBalanceRequest,
  QueryBalanceResponse,
  QueryDenomMetadataRequest,
  QueryDenomMetadataResponse,
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
import { decodeKey } from '../../store/keyCodec.js';
import type { KVStore } from '../../store/kv.js';
import { text } from '../../store/textKey.js';
import { boolValue, decimalTextValue } from '../../store/valueCodec.js';
import { addressComplaint } from '../../types/address.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { isDenom } from '../coins.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { balancesPrefix, bankStore, holdersPrefix, metadataPrefix, sendEnabledPrefix, supplyPrefix } from './schema.js';

const path = (method: string): string => `/cosmos.bank.v1beta1.Query/${method}`;

function requireAddress({ auth }: SdkKeepers, address: string): void {
  if (address === '') throw invalidArgument('empty address string is not allowed');
  const complaint = addressComplaint(address, auth.addresses.prefix);
  if (complaint !== undefined) throw invalidArgument(`invalid address: ${complaint}`);
}

function requireDenom(denom: string): void {
  if (!isDenom(denom)) throw invalidArgument(`invalid denom: ${denom}`);
}

const storeOf = (ctx: Context): KVStore => ctx.stores.store(bankStore);
const coin = (denom: string, amount: bigint) => ({ denom, amount: String(amount) });

/** A page of an account's coins, each as `amountOf` sees it. */
function balancesPage(
  keepers: SdkKeepers,
  ctx: Context,
  { address, pagination }: Pick<QueryAllBalancesRequest, 'address' | 'pagination'>,
  amountOf: (denom: string, balance: bigint) => bigint,
) {
  requireAddress(keepers, address);
  const prefix = balancesPrefix + keepers.auth.addresses.account.encodePart(address);
  return page(storeOf(ctx), prefix, pagination, (key, value) => {
    const denom = decodeKey(text, key);
    return coin(denom, amountOf(denom, value.read(decimalTextValue)));
  });
}

const balanceQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Balance'), [QueryBalanceRequest, QueryBalanceResponse], (keepers, { address, denom }) => {
    requireDenom(denom);
    requireAddress(keepers, address);
    return { balance: coin(denom, keepers.bank.balance(address, denom)) };
  }),
  queryRoute(path('AllBalances'), [QueryAllBalancesRequest, QueryAllBalancesResponse], (keepers, request, ctx) => {
    const { items, pagination } = balancesPage(keepers, ctx, request, (_denom, balance) => balance);
    return { balances: items, pagination };
  }),
  queryRoute(
    path('SpendableBalances'),
    [QuerySpendableBalancesRequest, QuerySpendableBalancesResponse],
    (keepers, request, ctx) => {
      const spendable = (denom: string): bigint => keepers.bank.spendable(request.address, denom);
      const { items, pagination } = balancesPage(keepers, ctx, request, spendable);
      return { balances: items, pagination };
    },
  ),
  queryRoute(
    path('SpendableBalanceByDenom'),
    [QuerySpendableBalanceByDenomRequest, QuerySpendableBalanceByDenomResponse],
    (keepers, { address, denom }) => {
      requireAddress(keepers, address);
      requireDenom(denom);
      return { balance: coin(denom, keepers.bank.spendable(address, denom)) };
    },
  ),
  queryRoute(
    path('DenomOwners'),
    [QueryDenomOwnersRequest, QueryDenomOwnersResponse],
    ({ auth, bank }, { denom, pagination }, ctx) => {
      requireDenom(denom);
      const found = page(storeOf(ctx), holdersPrefix + text.encodePart(denom), pagination, (key) => {
        const address = decodeKey(auth.addresses.accountPart, key);
        return { address, balance: coin(denom, bank.balance(address, denom)) };
      });
      return { denomOwners: found.items, pagination: found.pagination };
    },
  ),
];

const denomQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('TotalSupply'), [QueryTotalSupplyRequest, QueryTotalSupplyResponse], (_, { pagination }, ctx) => {
    const found = page(storeOf(ctx), supplyPrefix, pagination, (key, value) =>
      coin(decodeKey(text, key), value.read(decimalTextValue)),
    );
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
      const found = page(storeOf(ctx), metadataPrefix, pagination, (_key, value) => value.read(proto(Metadata)));
      return { metadatas: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(path('DenomMetadata'), [QueryDenomMetadataRequest, QueryDenomMetadataResponse], ({ bank }, { denom }) => {
    requireDenom(denom);
    const metadata = bank.metadata(denom);
    if (!metadata) throw notFound(`client metadata for denom ${denom}`);
    return { metadata };
  }),
  queryRoute(path('SendEnabled'), [QuerySendEnabledRequest, QuerySendEnabledResponse], ({ bank }, request, ctx) => {
    if (request.denoms.length > 0) {
      return { sendEnabled: bank.sendEnabled().filter(({ denom }) => request.denoms.includes(denom)) };
    }
    const found = page(storeOf(ctx), sendEnabledPrefix, request.pagination, (key, value) => ({
      denom: decodeKey(text, key),
      enabled: value.read(boolValue),
    }));
    return { sendEnabled: found.items, pagination: found.pagination };
  }),
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ bank }) => ({ params: bank.params })),
];

export const bankQueries: readonly SdkQueryRoute[] = [...balanceQueries, ...denomQueries];

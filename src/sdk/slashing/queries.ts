import * as query from 'cosmjs-types/cosmos/slashing/v1beta1/query';
import { ValidatorSigningInfo } from 'cosmjs-types/cosmos/slashing/v1beta1/slashing';
import { addressComplaint } from '../../types/address.js';
import { proto } from '../../types/codec.js';
import { plainError } from '../../types/errors.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { signingInfosPrefix, slashingStore } from './schema.js';

const path = (method: string): string => `/cosmos.slashing.v1beta1.Query/${method}`;

export const slashingQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], ({ slashing }) => ({
    params: slashing!.params,
  })),
  queryRoute(
    path('SigningInfo'),
    [query.QuerySigningInfoRequest, query.QuerySigningInfoResponse],
    ({ slashing }, { consAddress }) => {
      const keeper = slashing!;
      if (consAddress === '') throw invalidArgument('invalid request');
      const complaint = addressComplaint(consAddress, `${keeper.addresses.prefix}valcons`);
      if (complaint !== undefined) throw plainError(complaint);
      const valSigningInfo = keeper.signingInfo(consAddress);
      if (!valSigningInfo) throw notFound(`SigningInfo not found for validator ${consAddress}`);
      return { valSigningInfo };
    },
  ),
  queryRoute(
    path('SigningInfos'),
    [query.QuerySigningInfosRequest, query.QuerySigningInfosResponse],
    (_keepers, { pagination }, ctx) => {
      const store = ctx.stores.store(slashingStore);
      const codec = proto(ValidatorSigningInfo);
      const found = page(store, signingInfosPrefix, pagination, (_key, value) => value.read(codec));
      return { info: found.items, pagination: found.pagination };
    },
  ),
];

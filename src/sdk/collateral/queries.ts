import { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { UnbondingCollateral } from '../../gen/inference/collateral/collateral.js';
import {
  QueryAllCollateralsRequest,
  QueryAllCollateralsResponse,
  QueryAllUnbondingCollateralsRequest,
  QueryAllUnbondingCollateralsResponse,
  QueryCollateralRequest,
  QueryCollateralResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryUnbondingCollateralRequest,
  QueryUnbondingCollateralResponse,
} from '../../gen/inference/collateral/query.js';
import { decodeKey } from '../../store/keyCodec.js';
import { addressComplaint } from '../../types/address.js';
import { proto } from '../../types/codec.js';
import { page } from '../../types/paging.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { toProtoCoin } from '../coins.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import type { CollateralKeeper } from './keeper.js';
import { collateralStore, depositsPrefix, withdrawalsPrefix } from './schema.js';

const path = (method: string): string => `/inference.collateral.Query/${method}`;

function requireParticipant({ addresses }: CollateralKeeper, participant: string): void {
  const complaint = addressComplaint(participant, addresses.prefix);
  if (complaint !== undefined) throw invalidArgument(`invalid participant address: ${complaint}`);
}

export const collateralQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [QueryParamsRequest, QueryParamsResponse], ({ collateral }) => ({
    params: collateral.params,
  })),
  queryRoute(
    path('Collateral'),
    [QueryCollateralRequest, QueryCollateralResponse],
    ({ collateral }, { participant }) => {
      requireParticipant(collateral, participant);
      const coin = collateral.collateral(participant);
      if (!coin) throw notFound(`collateral not found for participant ${participant}`);
      return { amount: toProtoCoin(coin) };
    },
  ),
  queryRoute(
    path('AllCollaterals'),
    [QueryAllCollateralsRequest, QueryAllCollateralsResponse],
    ({ collateral }, { pagination }, ctx) => {
      const found = page(ctx.stores.store(collateralStore), depositsPrefix, pagination, (key, value) => ({
        participant: decodeKey(collateral.addresses.account, key),
        amount: value.read(proto(Coin)),
      }));
      return { collateral: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(
    path('UnbondingCollateral'),
    [QueryUnbondingCollateralRequest, QueryUnbondingCollateralResponse],
    ({ collateral }, { participant }) => {
      requireParticipant(collateral, participant);
      return { unbondings: collateral.withdrawalsOf(participant) };
    },
  ),
  queryRoute(
    path('AllUnbondingCollaterals'),
    [QueryAllUnbondingCollateralsRequest, QueryAllUnbondingCollateralsResponse],
    (_, { pagination }, ctx) => {
      const found = page(ctx.stores.store(collateralStore), withdrawalsPrefix, pagination, (_key, value) =>
        value.read(proto(UnbondingCollateral)),
      );
      return { unbondings: found.items, pagination: found.pagination };
    },
  ),
];

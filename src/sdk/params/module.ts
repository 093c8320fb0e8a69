import {
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySubspacesRequest,
  QuerySubspacesResponse,
} from 'cosmjs-types/cosmos/params/v1beta1/query';
import { invalidArgument } from '../../types/queryStatus.js';
import { CodedError } from '../../util/errors.js';
import { paramsErrors } from '../errors.js';
import { queryRoute, type SdkModule } from '../routes.js';

/** x/params: the store of parameters from before modules kept their own. It is empty, and nothing can be asked of it. */
export const paramsModule = (): SdkModule => ({
  name: 'params',
  stores: ['params'],
  msgs: [],
  queries: [
    queryRoute(
      '/cosmos.params.v1beta1.Query/Params',
      [QueryParamsRequest, QueryParamsResponse],
      (_keepers, { subspace, key }) => {
        if (subspace === '' || key === '') throw invalidArgument('invalid request');
        throw new CodedError(paramsErrors.unknownSubspace, subspace);
      },
    ),
    queryRoute('/cosmos.params.v1beta1.Query/Subspaces', [QuerySubspacesRequest, QuerySubspacesResponse], () => ({
      subspaces: [],
    })),
  ],
  validateGenesis: () => {},
  initGenesis: () => [],
  exportGenesis: () => null,
});

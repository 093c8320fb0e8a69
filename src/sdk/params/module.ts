import {
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySubspacesRequest,
  QuerySubspacesResponse,
} from 'cosmjs-types/cosmos/params/v1beta1/query';
import { invalidArgument } from '../../types/queryStatus.js';
import { compareUtf8 } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { paramsErrors } from '../errors.js';
import type { SdkKeepers } from '../keepers.js';
import { queryRoute, type SdkModule } from '../routes.js';

/** The spaces of modules that once kept their parameters here, where they are not named like the module. */
const formerSpaces: Readonly<Record<string, readonly string[]>> = { interchainaccounts: ['icacontroller', 'icahost'] };

/** Modules of the deployed chain that have spaces still. */
const modulesWithSpaces = [
  'auth',
  'bank',
  'crisis',
  'distribution',
  'gov',
  'ibc',
  'interchainaccounts',
  'mint',
  'slashing',
  'staking',
  'transfer',
  'wasm',
];

/** The spaces of the chain. The SDK tells them in no order. A plain chain has none. */
function spacesOf({ config: { modules } }: SdkKeepers): readonly string[] {
  if (!modules.has('inference')) return [];
  const present = modulesWithSpaces.filter((name) => modules.has(name));
  return present.flatMap((name) => formerSpaces[name] ?? [name]).sort(compareUtf8);
}

/** x/params: the store of parameters from before modules kept their own. It is empty. */
export const paramsModule = (): SdkModule => ({
  name: 'params',
  stores: ['params'],
  msgs: [],
  queries: [
    queryRoute(
      '/cosmos.params.v1beta1.Query/Params',
      [QueryParamsRequest, QueryParamsResponse],
      (keepers, { subspace, key }) => {
        if (subspace === '' || key === '') throw invalidArgument('invalid request');
        if (!spacesOf(keepers).includes(subspace)) throw new CodedError(paramsErrors.unknownSubspace, subspace);
        return { param: { subspace, key, value: '' } };
      },
    ),
    queryRoute(
      '/cosmos.params.v1beta1.Query/Subspaces',
      [QuerySubspacesRequest, QuerySubspacesResponse],
      (keepers) => ({
        subspaces: spacesOf(keepers).map((subspace) => ({ subspace, keys: [] })),
      }),
    ),
  ],
  validateGenesis: () => {},
  initGenesis: () => [],
  exportGenesis: () => null,
});

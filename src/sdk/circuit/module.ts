import * as query from 'cosmjs-types/cosmos/circuit/v1/query';
import {
  type GenesisAccountPermissions,
  type GenesisState,
  Permissions,
  type Permissions_Level,
  permissions_LevelFromJSON,
  permissions_LevelToJSON,
} from 'cosmjs-types/cosmos/circuit/v1/types';
import { decodeKey } from '../../store/keyCodec.js';
import { proto } from '../../types/codec.js';
import { page } from '../../types/paging.js';
import { enumeration, list, optional, record, text } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { circuitStore, permissionsPrefix } from './keeper.js';
import { circuitMsgs } from './msgs.js';

const genesisJson = record<GenesisState>({
  accountPermissions: list(
    record<GenesisAccountPermissions>({
      address: text,
      permissions: optional(
        record<Permissions>({
          level: enumeration<Permissions_Level>(permissions_LevelFromJSON, permissions_LevelToJSON),
          limitTypeUrls: list(text),
        }),
      ),
    }),
  ),
  disabledTypeUrls: list(text),
});

const path = (method: string): string => `/cosmos.circuit.v1.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(path('Account'), [query.QueryAccountRequest, query.AccountResponse], ({ circuit }, { address }) => ({
    permission: circuit!.schema.permissions.require(address),
  })),
  queryRoute(
    path('Accounts'),
    [query.QueryAccountsRequest, query.AccountsResponse],
    ({ circuit }, { pagination }, ctx) => {
      const { account } = circuit!.addresses;
      const codec = proto(Permissions);
      const found = page(ctx.stores.store(circuitStore), permissionsPrefix, pagination, (key, value) => ({
        address: decodeKey(account, key),
        permissions: value.read(codec),
      }));
      return { accounts: found.items, pagination: found.pagination };
    },
  ),
  queryRoute(path('DisabledList'), [query.QueryDisabledListRequest, query.DisabledListResponse], ({ circuit }) => ({
    disabledList: [...circuit!.schema.disabled.keys()],
  })),
];

/** x/circuit: who may switch messages off, and which are. */
export function circuitModule(): SdkModule {
  const read = (genesis: unknown): GenesisState => genesisJson.read(genesis ?? {}, circuitStore);
  return {
    name: circuitStore,
    stores: [circuitStore],
    msgs: circuitMsgs,
    queries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { circuit }, genesis) {
      const { accountPermissions, disabledTypeUrls } = read(genesis);
      for (const { address, permissions } of accountPermissions) {
        if (permissions) circuit!.schema.permissions.set(address, permissions);
      }
      for (const typeUrl of disabledTypeUrls) circuit!.schema.disabled.add(typeUrl);
      return [];
    },
    exportGenesis: (_ctx, { circuit }) =>
      genesisJson.write({
        accountPermissions: [...circuit!.schema.permissions.entries()].map(([address, permissions]) => ({
          address,
          permissions,
        })),
        disabledTypeUrls: [...circuit!.schema.disabled.keys()],
      }),
  };
}

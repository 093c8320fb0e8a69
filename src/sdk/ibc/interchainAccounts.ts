import { Params as ControllerParams } from 'cosmjs-types/ibc/applications/interchain_accounts/controller/v1/controller';
import { Params as HostParams } from 'cosmjs-types/ibc/applications/interchain_accounts/host/v1/host';
import { itemAt, lazySchema, mapAt } from '../../store/schema.js';
import { text as textKey } from '../../store/textKey.js';
import { boolValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { bool, list, record, text } from '../json.js';
import type { SdkModule } from '../routes.js';
import { emptyList } from '../stillModule.js';
import { bindPort } from './capability.js';

const controllerStore = 'icacontroller';
const hostStore = 'icahost';

/** Where the module keeps things, in two stores. */
export const controllerSchema = lazySchema({
  params: itemAt('params', proto(ControllerParams)),
});
export const hostSchema = lazySchema({
  params: itemAt('params', proto(HostParams)),
  ports: mapAt('port/', textKey, boolValue),
});

const controllerOf = (ctx: Context) => controllerSchema(ctx.stores.store(controllerStore));
const hostOf = (ctx: Context) => hostSchema(ctx.stores.store(hostStore));

const genesisJson = record({
  controllerGenesisState: record({
    activeChannels: emptyList('channels'),
    interchainAccounts: emptyList('accounts'),
    ports: emptyList('ports'),
    params: record<ControllerParams>({ controllerEnabled: bool }),
  }),
  hostGenesisState: record({
    activeChannels: emptyList('channels'),
    interchainAccounts: emptyList('accounts'),
    port: text,
    params: record<HostParams>({ hostEnabled: bool, allowMessages: list(text) }),
  }),
});

const none = { activeChannels: [], interchainAccounts: [] };

/** IBC's accounts that another chain controls: the port and the parameters of a chain that has no channels. */
export function interchainAccountsModule(): SdkModule {
  const name = 'interchainaccounts';
  const read = (genesis: unknown) => genesisJson.read(genesis ?? {}, name);
  return {
    name,
    stores: [controllerStore, hostStore],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, { config }, genesis) {
      const { controllerGenesisState: controller, hostGenesisState: host } = read(genesis);
      controllerOf(ctx).params.set(controller.params);
      hostOf(ctx).ports.set(host.port, true);
      bindPort(ctx, config, host.port, hostStore);
      hostOf(ctx).params.set(host.params);
      return [];
    },
    exportGenesis(ctx) {
      const { params, ports } = hostOf(ctx);
      const [port = ''] = ports.keys();
      return genesisJson.write({
        controllerGenesisState: { ...none, ports: [], params: controllerOf(ctx).params.require() },
        hostGenesisState: { ...none, port, params: params.require() },
      });
    },
  };
}

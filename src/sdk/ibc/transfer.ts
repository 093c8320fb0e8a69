import { Params } from 'cosmjs-types/ibc/applications/transfer/v1/transfer';
import { itemAt, lazySchema } from '../../store/schema.js';
import { textValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import { bool, record, text } from '../json.js';
import type { SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';
import { bindPort } from './capability.js';

const transferStore = 'transfer';

/** Where the module keeps things. */
export const transferSchema = lazySchema({
  port: itemAt(0x01, textValue),
  params: itemAt('params', proto(Params)),
});

interface TransferGenesis {
  readonly portId: string;
  readonly denomTraces: readonly never[];
  readonly params: Params;
  readonly totalEscrowed: readonly never[];
}

/** IBC's transfers of coins: the port and the parameters of a chain that has no channels. */
export function transferModule(): SdkModule {
  const still = stillModule<TransferGenesis>({
    name: transferStore,
    json: record<TransferGenesis>({
      portId: text,
      denomTraces: emptyList('denominations of other chains'),
      params: record<Params>({ sendEnabled: bool, receiveEnabled: bool }),
      totalEscrowed: emptyList('coins in escrow'),
    }),
    init(store, { portId, params }) {
      transferSchema(store).port.set(portId);
      transferSchema(store).params.set(params);
    },
    state(store) {
      const { port, params } = transferSchema(store);
      return { portId: port.require(), denomTraces: [], params: params.require(), totalEscrowed: [] };
    },
  });
  return {
    ...still,
    initGenesis(ctx, keepers, genesis) {
      const updates = still.initGenesis(ctx, keepers, genesis);
      const port = transferSchema(ctx.stores.store(transferStore)).port.require();
      bindPort(ctx, keepers.config, port, transferStore);
      return updates;
    },
  };
}

import { CollectionItem } from '../../store/collections.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import { bool, list, record, text } from '../json.js';
import { rawType } from '../rawType.js';
import type { SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

interface Params {
  readonly allowedAccounts: string[];
  readonly restrictToList: boolean;
}

const Params = rawType<Params>(
  '/inference.genesistransfer.Params',
  ({ allowedAccounts, restrictToList }, writer) => {
    for (const account of allowedAccounts) writer.uint32(10).string(account);
    if (restrictToList) writer.uint32(16).bool(true);
  },
  (reader) => {
    const params = { allowedAccounts: [] as string[], restrictToList: false };
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 10) params.allowedAccounts.push(reader.string());
      else if (tag === 16) params.restrictToList = reader.bool();
      else reader.skipType(tag & 7);
    }
    return params;
  },
);

/** Where the module keeps things. */
export const genesisTransferSchema = (store: KVStore) => ({
  params: new CollectionItem(store, 'p_genesistransfer', proto(Params)),
});

/** The deployed chain's way for genesis accounts to hand over all they have; here only what its genesis says. */
export const genesisTransferModule = (): SdkModule =>
  stillModule({
    name: 'genesistransfer',
    json: record({
      params: record<Params>({ allowedAccounts: list(text), restrictToList: bool }),
      transferRecords: emptyList('transfers'),
    }),
    init: (store, { params }) => genesisTransferSchema(store).params.set(params),
    state: (store) => ({ params: genesisTransferSchema(store).params.require(), transferRecords: [] }),
  });

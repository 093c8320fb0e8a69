import * as query from 'cosmjs-types/cosmwasm/wasm/v1/query';
import { AccessType, Params } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import { pair } from '../../store/compositeKey.js';
import { uint32, uint64 } from '../../store/keyCodec.js';
import { itemAt, lazySchema } from '../../store/schema.js';
import { keyAsValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { emptyBytes } from '../../util/bytes.js';
import { genesisError, type Json, list, record, text } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

const wasmStore = 'wasm';

/** Where x/wasm keeps things that are not contracts. */
export const wasmSchema = lazySchema({
  /** Height of the last transaction, and how many its block has had. */
  txCounter: itemAt(0x08, keyAsValue(pair(uint64, uint32))),
  params: itemAt(0x10, proto(Params)),
});

const accessNames: readonly (readonly [name: string, access: AccessType])[] = [
  ['Unspecified', AccessType.ACCESS_TYPE_UNSPECIFIED],
  ['Nobody', AccessType.ACCESS_TYPE_NOBODY],
  ['Everybody', AccessType.ACCESS_TYPE_EVERYBODY],
  ['AnyOfAddresses', AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES],
];

/** Who may do something, by the names that x/wasm writes. */
const access: Json<AccessType> = {
  read(json, path) {
    const found = accessNames.find(([name]) => name === json);
    if (!found) throw genesisError(path, `${JSON.stringify(json)} is not a known name`);
    return found[1];
  },
  write: (value) => accessNames.find(([, known]) => known === value)?.[0] ?? 'Unspecified',
  absent: () => AccessType.ACCESS_TYPE_EVERYBODY,
};

/** Counts a transaction of the block, as contracts could ask; the transaction pays for it. */
export function countTx(ctx: Context): void {
  const { txCounter } = wasmSchema(ctx.stores.store(wasmStore));
  const [height, count] = txCounter.get() ?? [-1n, 0];
  const { height: now } = ctx.block;
  txCounter.set([now, height === now ? count + 1 : 1]);
}

const path = (method: string): string => `/cosmwasm.wasm.v1.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (_keepers, _request, ctx) => ({
    params: wasmSchema(ctx.stores.store(wasmStore)).params.require(),
  })),
  queryRoute(path('Codes'), [query.QueryCodesRequest, query.QueryCodesResponse], () => ({
    codeInfos: [],
    pagination: { nextKey: emptyBytes, total: 0n },
  })),
];

/** x/wasm without contracts: its parameters, and its count of transactions. */
export const wasmModule = (): SdkModule =>
  stillModule<{ params: Params; codes: readonly never[]; contracts: readonly never[]; sequences: readonly never[] }>({
    name: wasmStore,
    queries,
    json: record({
      params: record<Params>({
        codeUploadAccess: record({ permission: access, addresses: list(text) }),
        instantiateDefaultPermission: access,
      }),
      codes: emptyList('codes'),
      contracts: emptyList('contracts'),
      sequences: emptyList('sequences'),
    }),
    init: (store, { params }) => wasmSchema(store).params.set(params),
    state: (store) => ({ params: wasmSchema(store).params.require(), codes: [], contracts: [], sequences: [] }),
  });

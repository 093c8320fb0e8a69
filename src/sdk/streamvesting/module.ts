import { CollectionItem } from '../../store/collections.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import { record, uint64 } from '../json.js';
import { rawType } from '../rawType.js';
import type { SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

interface Params {
  /** Epochs. */
  readonly rewardVestingPeriod: bigint;
}

const Params = rawType<Params>(
  '/inference.streamvesting.Params',
  ({ rewardVestingPeriod }, writer) => {
    if (rewardVestingPeriod !== 0n) writer.uint32(8).uint64(rewardVestingPeriod);
  },
  (reader) => {
    let rewardVestingPeriod = 0n;
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 8) rewardVestingPeriod = reader.uint64();
      else reader.skipType(tag & 7);
    }
    return { rewardVestingPeriod };
  },
);

/** Where the module keeps things. */
export const streamVestingSchema = (store: KVStore) => ({ params: new CollectionItem(store, 0x00, proto(Params)) });

/** The deployed chain's payment of rewards in parts; here its parameters, because rewards are paid at once by default. */
export const streamVestingModule = (): SdkModule =>
  stillModule({
    name: 'streamvesting',
    json: record({
      params: record<Params>({ rewardVestingPeriod: uint64 }),
      vestingScheduleList: emptyList('schedules'),
    }),
    init: (store, { params }) => streamVestingSchema(store).params.set(params),
    state: (store) => ({ params: streamVestingSchema(store).params.require(), vestingScheduleList: [] }),
  });

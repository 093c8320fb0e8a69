import type { Params } from '../../gen/inference/bls/bls.js';
import { int64, record, uint32, uint64 } from '../json.js';
import type { SdkModule } from '../routes.js';
import { blsQueries } from './queries.js';
import { blsStore } from './schema.js';

const genesisJson = record<{ params: Params; activeEpochId: bigint }>({
  params: record<Params>({
    iTotalSlots: uint32,
    tSlotsDegreeOffset: uint32,
    dealingPhaseDurationBlocks: int64,
    verificationPhaseDurationBlocks: int64,
    signingDeadlineBlocks: int64,
  }),
  activeEpochId: uint64,
});

/**
 * The deployed chain's common keys of epochs. A key that is being made when the state is exported is begun anew with the
 * next epoch: the module's genesis has no place for it.
 */
export function blsModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? {}, blsStore);
  return {
    name: blsStore,
    stores: [blsStore],
    msgs: [],
    queries: blsQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { bls }, genesis) {
      const { params, activeEpochId } = read(genesis);
      bls!.schema.params.set(params);
      bls!.schema.active.set(activeEpochId);
      return [];
    },
    exportGenesis(_ctx, { bls }) {
      const { params, active } = bls!.schema;
      return genesisJson.write({ params: params.require(), activeEpochId: active.get() ?? 0n });
    },
    endBlock(_ctx, { bls }) {
      bls!.endPhase();
      return [];
    },
  };
}

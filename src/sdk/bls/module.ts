import { int64, record, uint32, uint64 } from '../json.js';
import type { SdkModule } from '../routes.js';
import type { Params } from './records.js';
import { blsStore } from './schema.js';

interface BlsParams {
  readonly iTotalSlots: number;
  readonly tSlotsDegreeOffset: number;
  readonly dealingPhaseDurationBlocks: bigint;
  readonly verificationPhaseDurationBlocks: bigint;
  readonly signingDeadlineBlocks: bigint;
}

const genesisJson = record<{ params: BlsParams; activeEpochId: bigint }>({
  params: record<BlsParams>({
    iTotalSlots: uint32,
    tSlotsDegreeOffset: uint32,
    dealingPhaseDurationBlocks: int64,
    verificationPhaseDurationBlocks: int64,
    signingDeadlineBlocks: int64,
  }),
  activeEpochId: uint64,
});

const paramsOf = (json: BlsParams): Params => ({
  totalSlots: json.iTotalSlots,
  degreeOffset: json.tSlotsDegreeOffset,
  dealingPhase: json.dealingPhaseDurationBlocks,
  verificationPhase: json.verificationPhaseDurationBlocks,
  signingDeadline: json.signingDeadlineBlocks,
});

const jsonOf = (params: Params): BlsParams => ({
  iTotalSlots: params.totalSlots,
  tSlotsDegreeOffset: params.degreeOffset,
  dealingPhaseDurationBlocks: params.dealingPhase,
  verificationPhaseDurationBlocks: params.verificationPhase,
  signingDeadlineBlocks: params.signingDeadline,
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
    queries: [],
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(_ctx, { bls }, genesis) {
      const { params, activeEpochId } = read(genesis);
      bls!.schema.params.set(paramsOf(params));
      bls!.schema.active.set(activeEpochId);
      return [];
    },
    exportGenesis(_ctx, { bls }) {
      const { params, active } = bls!.schema;
      return genesisJson.write({ params: jsonOf(params.require()), activeEpochId: active.get() ?? 0n });
    },
    endBlock(_ctx, { bls }) {
      bls!.endPhase();
      return [];
    },
  };
}

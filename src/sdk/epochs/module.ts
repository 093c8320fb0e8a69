import { EpochInfo } from 'cosmjs-types/cosmos/epochs/v1beta1/genesis';
import * as query from 'cosmjs-types/cosmos/epochs/v1beta1/query';
import { lazySchema, mapAt } from '../../store/schema.js';
import { text as textKey } from '../../store/textKey.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { bool, duration, int64, type Json, list, record, text, timestamp } from '../json.js';
import { queryRoute, type SdkModule } from '../routes.js';
import { fromSeconds, toSeconds } from '../time.js';
import { typedEvent } from '../typedEvent.js';

const epochsStore = 'epochs';

/** Where x/epochs keeps things: its clocks by name. */
export const epochsSchema = lazySchema({
  infos: mapAt(0x01, textKey, proto(EpochInfo)),
});

const schemaOf = (ctx: Context) => epochsSchema(ctx.stores.store(epochsStore));

/** A missing time is Go's zero time. */
const goTime: Json<{ seconds: bigint; nanos: number }> = {
  ...timestamp,
  absent: () => timestamp.read('0001-01-01T00:00:00Z', ''),
};

const genesisJson = record<{ epochs: EpochInfo[] }>({
  epochs: list(
    record<EpochInfo>({
      identifier: text,
      startTime: goTime,
      duration,
      currentEpoch: int64,
      currentEpochStartTime: goTime,
      epochCountingStarted: bool,
      currentEpochStartHeight: int64,
    }),
  ),
});

/** Clocks that a chain has unless its genesis names others. */
const defaults = {
  epochs: [
    { identifier: 'day', duration: '86400s' },
    { identifier: 'hour', duration: '3600s' },
    { identifier: 'minute', duration: '60s' },
    { identifier: 'week', duration: '604800s' },
  ],
};

const path = (method: string): string => `/cosmos.epochs.v1beta1.Query/${method}`;

const queries = [
  queryRoute(
    path('EpochInfos'),
    [query.QueryEpochInfosRequest, query.QueryEpochInfosResponse],
    (_keepers, _request, ctx) => ({ epochs: [...schemaOf(ctx).infos.values()] }),
  ),
  queryRoute(
    path('CurrentEpoch'),
    [query.QueryCurrentEpochRequest, query.QueryCurrentEpochResponse],
    (_keepers, { identifier }, ctx) => {
      if (identifier === '') throw invalidArgument('identifier is empty');
      const info = schemaOf(ctx).infos.get(identifier);
      if (!info) throw notFound(`not available identifier: ${identifier}`);
      return { currentEpoch: info.currentEpoch };
    },
  ),
];

/** x/epochs: clocks that count days, hours or what genesis asks for. Nobody here listens to them but through events. */
export function epochsModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? defaults, epochsStore);
  return {
    name: epochsStore,
    stores: [epochsStore],
    msgs: [],
    queries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      for (const info of read(genesis).epochs) begin(ctx, info);
      return [];
    },
    exportGenesis: (ctx) => genesisJson.write({ epochs: [...schemaOf(ctx).infos.values()] }),
    beginBlock(ctx) {
      for (const info of [...schemaOf(ctx).infos.values()]) tick(ctx, info);
    },
  };
}

const zeroTime = fromSeconds(goTime.absent(''));

/** A clock without a beginning begins with the chain. */
function begin(ctx: Context, info: EpochInfo): void {
  const startTime = fromSeconds(info.startTime) === zeroTime ? toSeconds(ctx.block.time) : info.startTime;
  const currentEpochStartHeight = info.currentEpochStartHeight || ctx.block.height;
  schemaOf(ctx).infos.set(info.identifier, { ...info, startTime, currentEpochStartHeight });
}

/** Moves a clock on by one epoch at most; one that is far behind catches up block by block. */
function tick(ctx: Context, info: EpochInfo): void {
  const { time, height } = ctx.block;
  if (time < fromSeconds(info.startTime)) return;
  const end = fromSeconds(info.currentEpochStartTime) + fromSeconds(info.duration);
  if (info.epochCountingStarted && time <= end) return;
  if (info.epochCountingStarted) {
    ctx.emit(typedEvent('cosmos.epochs.v1beta1.EventEpochEnd', { epoch_number: info.currentEpoch }));
  }
  const currentEpochStartTime = info.epochCountingStarted ? toSeconds(end) : info.startTime;
  const currentEpoch = info.epochCountingStarted ? info.currentEpoch + 1n : 1n;
  const next = { ...info, currentEpoch, currentEpochStartTime, currentEpochStartHeight: height };
  ctx.emit(
    typedEvent('cosmos.epochs.v1beta1.EventEpochStart', {
      epoch_number: currentEpoch,
      epoch_start_time: currentEpochStartTime.seconds,
    }),
  );
  schemaOf(ctx).infos.set(info.identifier, { ...next, epochCountingStarted: true });
}

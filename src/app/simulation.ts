import { SimulationResponse, TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { Event } from 'cosmjs-types/tendermint/abci/types';
import { proto } from '../types/codec.js';
import { wireToJson } from '../types/descriptors/wireToJson.js';
import type { ChainEvent } from '../types/events.js';
import { wrapped } from '../types/wrapped.js';
import { utf8ToBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import type { TxResult } from './txResult.js';

/** Events as messages; those that stand in a block are indexed. */
export const toEvents = (events: readonly ChainEvent[], index: 'indexed' | 'unindexed'): Event[] =>
  events.map(({ type, attributes }) => ({
    type,
    attributes: attributes.map(({ key, value }) => ({ key, value, index: index === 'indexed' })),
  }));

/** What a transaction would do, as the SDK shows it. */
export function simulationOf({ data, log, events, gasWanted, gasUsed }: TxResult) {
  const { msgResponses } = proto(TxMsgData).decode(data);
  const result = { data, log, events: toEvents(events, 'unindexed'), msgResponses };
  return { gasInfo: { gasWanted, gasUsed }, result };
}

/** The same as JSON text, or the failure as an error: how old clients simulate by path. */
export function simulationJson(result: TxResult): Uint8Array {
  const { code, codespace, log } = result;
  if (code !== 0) throw wrapped(new CodedError({ codespace, code, text: log }), 'failed to simulate tx');
  const bytes = proto(SimulationResponse).encode(simulationOf(result));
  return utf8ToBytes(JSON.stringify(wireToJson('cosmos.base.abci.v1beta1.SimulationResponse', bytes)));
}

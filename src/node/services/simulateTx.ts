import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import type { SimulateRequest, SimulateResponse } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { proto } from '../../types/codec.js';
import { invalidArgument, unknown } from '../../types/queryStatus.js';
import type { Node } from '../node.js';
import { toEvents } from './txResponse.js';

/** What a transaction would do on top of the last block: gas, responses and events. A failure says its gas. */
export function simulateTx({ app }: Node, { tx, txBytes }: SimulateRequest): SimulateResponse {
  const bytes = txBytes.length === 0 && tx ? proto(Tx).encode(tx) : txBytes;
  if (bytes.length === 0) throw invalidArgument('empty txBytes is not allowed');
  const { code, log, data, gasWanted, gasUsed, events } = app.simulate(bytes);
  if (code !== 0) throw unknown(`${log} with gas used: '${gasUsed}'`);
  const { msgResponses } = proto(TxMsgData).decode(data);
  return {
    gasInfo: { gasWanted, gasUsed },
    result: { data, log, events: toEvents(events, 'unindexed'), msgResponses },
  };
}

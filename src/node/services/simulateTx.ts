import type { SimulateRequest, SimulateResponse } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { simulationOf } from '../../app/simulation.js';
import { proto } from '../../types/codec.js';
import { invalidArgument, unknown } from '../../types/queryStatus.js';
import type { Node } from '../node.js';

/** What a transaction would do on top of the last block: gas, responses and events. A failure says its gas. */
export function simulateTx({ app }: Node, { tx, txBytes }: SimulateRequest): SimulateResponse {
  const bytes = txBytes.length === 0 && tx ? proto(Tx).encode(tx) : txBytes;
  if (bytes.length === 0) throw invalidArgument('empty txBytes is not allowed');
  const result = app.simulate(bytes);
  if (result.code !== 0) throw unknown(`${result.log} with gas used: '${result.gasUsed}'`);
  return simulationOf(result);
}

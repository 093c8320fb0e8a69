import { z } from 'zod';
import { Explainer } from '../../../app/replay/explain.js';
import { stateDiff } from '../../../app/replay/stateDiff.js';
import { bytesToHex, latin1ToBytes } from '../../../util/bytes.js';
import { rpcError } from '../../comet/errors.js';
import { int, type Json } from '../../comet/shapes/json.js';
import { cheat } from '../cheat.js';
import { exampleSender } from '../exampleTx.js';
import { height, requireHeight } from '../fields.js';

/** More than a person reads, and than an answer should hold. */
const most = 10_000;

export const diff = cheat({
  name: 'sim_diff',
  doc: 'Says in which keys the states of two heights differ, by store and key, with decoded values; null where a state lacks the key.',
  params: z.strictObject({ from: height.describe('a kept height'), to: height.describe('another one') }),
  example: { params: { from: 1, to: 2 }, after: [['sim_setBalance', { address: exampleSender, amount: 1 }]] },
  run({ node: { app, genesis } }, { from, to }) {
    const [before, after] = [requireHeight(app, 'from', from), requireHeight(app, 'to', to)];
    const explainer = new Explainer(genesis.bech32Prefix);
    const differences: Json[] = [];
    for (const { store, key, before: was, after: is } of stateDiff(before, after)) {
      if (differences.length === most)
        throw rpcError('server', `more than ${most} keys differ; take heights closer together`);
      const value = (bytes: Uint8Array | undefined) =>
        bytes === undefined ? null : explainer.value(store, key, bytes);
      const hex = bytesToHex(latin1ToBytes(key));
      differences.push({ store, key: hex, record: explainer.key(store, key), from: value(was), to: value(is) });
    }
    return { from: int(from), to: int(to), differences };
  },
});

import { z } from 'zod';
import { upperHex } from '../../comet/shapes/json.js';
import { cheat } from '../cheat.js';
import { exampleTxHash, sendExampleTx } from '../exampleTx.js';
import { badField, txHash } from '../fields.js';

export const dropTx = cheat({
  name: 'sim_dropTx',
  doc: 'Takes a transaction out of the mempool.',
  params: z.strictObject({ hash: txHash.describe('hash of the transaction, hex') }),
  example: { params: { hash: exampleTxHash }, after: [sendExampleTx] },
  run({ node }, { hash }) {
    const isGone = node.mempool.drop(hash);
    if (!isGone)
      throw badField('hash', `${upperHex(hash)} does not wait in the mempool; unconfirmed_txs lists what does`);
    return { dropped: upperHex(hash) };
  },
});

import { z } from 'zod';
import { int, upperHex } from '../../comet/shapes/json.js';
import { hashes, stepsJson, traceBlock } from '../blockTrace.js';
import { cheat } from '../cheat.js';
import { exampleTxHash, sendExampleTx } from '../exampleTx.js';
import { badField, txHash } from '../fields.js';

export const traceTx = cheat({
  name: 'sim_traceTx',
  doc:
    "Runs the block of a transaction once more, and says what the transaction's checks and each of its messages read, wrote, " +
    'emitted and spent. What is read again by the same message comes from its cache, and is not told.',
  params: z.strictObject({ hash: txHash.describe('hash of a transaction in a kept block, hex') }),
  example: { params: { hash: exampleTxHash }, after: [sendExampleTx, ['sim_mine', {}]] },
  async run({ node }, { hash }) {
    const tx = node.blocks.tx(hash);
    if (tx === undefined)
      throw badField('hash', `${upperHex(hash)} is in no kept block; tx_search finds those that are`);
    const trace = await traceBlock(node, 'hash', tx.height);
    const own = `transaction ${tx.index}`;
    const steps = trace.steps.filter(({ step }) => step === own || step.startsWith(`${own},`));
    const { code, codespace, log, gasWanted, gasUsed } = tx.result;
    return {
      hash: upperHex(hash),
      height: int(tx.height),
      index: tx.index,
      code,
      codespace,
      log,
      gas_wanted: int(gasWanted),
      gas_used: int(gasUsed),
      ...hashes(trace, node, tx.height),
      steps: stepsJson(steps, node.genesis.bech32Prefix),
    };
  },
});

import { z } from 'zod';
import { cheat } from '../cheat.js';
import { exampleSender } from '../exampleTx.js';
import { address, badField, requireAddress } from '../fields.js';

export const stopImpersonating = cheat({
  name: 'sim_stopImpersonating',
  doc: "Asks for an account's signature again, also of its transactions that wait.",
  params: z.strictObject({ address: address.describe('whose signature counts again') }),
  example: { params: { address: exampleSender }, after: [['sim_impersonate', { address: exampleSender }]] },
  run({ node }, params) {
    requireAddress('address', params.address, node.genesis.bech32Prefix);
    if (!node.impersonation.end(params.address)) throw badField('address', `${params.address} is not impersonated`);
    node.mempool.recheck();
    return { impersonated: node.impersonation.addresses };
  },
});

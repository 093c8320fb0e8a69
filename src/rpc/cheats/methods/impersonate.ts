import { z } from 'zod';
import { cheat } from '../cheat.js';
import { exampleSender } from '../exampleTx.js';
import { address, requireAddress } from '../fields.js';

export const impersonate = cheat({
  name: 'sim_impersonate',
  doc: 'From now on transactions of this account need no valid signature; any bytes stand for it, and any public key. Fees and sequences count as ever. Lasts until the node stops.',
  params: z.strictObject({ address: address.describe('whose signature is not asked for') }),
  example: { params: { address: exampleSender } },
  run({ node }, params) {
    requireAddress('address', params.address, node.genesis.bech32Prefix);
    node.impersonation.begin(params.address);
    return { impersonated: node.impersonation.addresses };
  },
});

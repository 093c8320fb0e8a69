import { z } from 'zod';
import { cheat } from '../cheat.js';
import { exampleSender } from '../exampleTx.js';
import { address, requireAddress, text, whole } from '../fields.js';
import { intervene } from '../intervene.js';

const denomination = text.regex(/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/, 'a denomination is wanted, for example ngonka');

export const setBalance = cheat({
  name: 'sim_setBalance',
  doc: 'Gives an account a balance. The supply changes with it, and an account that is new comes to be. Takes effect in a block that is made at once.',
  params: z.strictObject({
    address: address.describe('whose balance'),
    amount: whole(0n, 2n ** 255n, 1000000n).describe('base units that the account has then'),
    denom: denomination.optional().describe("denomination; the chain's own when left out"),
  }),
  example: { params: { address: exampleSender, amount: '1000000000' } },
  run(desk, params) {
    const { genesis } = desk.node;
    requireAddress('address', params.address, genesis.bech32Prefix);
    const { address: owner, amount, denom = genesis.denom } = params;
    const told = { address: owner, amount: String(amount), denom };
    return intervene(desk, 'sim_setBalance', told, ({ auth, bank }) => {
      if (!auth.has(owner)) auth.create(owner);
      const before = bank.balance(owner, denom);
      bank.setBalance(owner, { denom, amount });
      bank.setSupply(denom, bank.supply(denom) + amount - before);
    });
  },
});

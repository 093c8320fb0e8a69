import { z } from 'zod';
import { cheat } from '../cheat.js';
import { tip } from '../tip.js';

export const snapshot = cheat({
  name: 'sim_snapshot',
  doc: 'Remembers where the chain is, with its clock and its mempool, for sim_revert. Costs nothing that grows with the state.',
  params: z.strictObject({}),
  example: { params: {} },
  run: ({ node }) => ({ id: node.snapshot(), ...tip(node) }),
});

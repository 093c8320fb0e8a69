import { z } from 'zod';
import { cheat } from '../cheat.js';
import { tip } from '../tip.js';

export const reset = cheat({
  name: 'sim_reset',
  doc: 'Begins the chain again: its first block is the last one. Snapshots, waiting transactions and impersonations are gone.',
  params: z.strictObject({}),
  example: { params: {}, after: [['sim_mine', { blocks: 5 }]] },
  async run({ node }) {
    const fresh = await node.another();
    node.adopt(fresh.image);
    node.impersonation.clear();
    await fresh.stop();
    return tip(node);
  },
});

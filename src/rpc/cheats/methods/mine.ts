import { z } from 'zod';
import { advanceTo } from '../advance.js';
import { cheat } from '../cheat.js';
import { blocks } from '../fields.js';
import { tip } from '../tip.js';

export const mine = cheat({
  name: 'sim_mine',
  doc: 'Makes blocks at once, one when left out. What waits in the mempool gets into them, and what is due in them happens.',
  params: z.strictObject({ blocks: blocks.default(1n).describe('how many blocks') }),
  example: { params: { blocks: 5 } },
  async run(desk, params) {
    await advanceTo(desk, desk.node.height + params.blocks);
    return tip(desk.node);
  },
});

import { z } from 'zod';
import { formatTime } from '../../../sdk/time.js';
import { cheat } from '../cheat.js';
import { seconds } from '../fields.js';

export const increaseTime = cheat({
  name: 'sim_increaseTime',
  doc: 'Puts the clock forward: the next block is so much later than it would have been.',
  params: z.strictObject({ seconds: seconds.describe('by how much') }),
  example: { params: { seconds: 3600 } },
  run({ node }, params) {
    node.increaseTime(params.seconds);
    return { next_block_time: formatTime(node.clock.after(node.app.info.lastTime)) };
  },
});

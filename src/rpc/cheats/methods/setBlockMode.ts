import { z } from 'zod';
import { blockModes } from '../../../node/producer.js';
import { cheat } from '../cheat.js';
import { whole } from '../fields.js';

const blockTime = whole(1n, 2n ** 31n - 1n, 1000n);

export const setBlockMode = cheat({
  name: 'sim_setBlockMode',
  doc: 'Says when blocks are made: with each transaction, by the clock, both (mixed), or only when told to.',
  params: z.strictObject({
    mode: z.enum(blockModes, `one of ${blockModes.join(', ')} is wanted`).describe('when blocks are made'),
    blockTime: blockTime.optional().describe('milliseconds between two blocks by the clock; as before when left out'),
  }),
  example: { params: { mode: 'interval', blockTime: 500 } },
  run({ node }, { mode, blockTime: milliseconds }) {
    node.setMode(mode, milliseconds === undefined ? undefined : Number(milliseconds));
    return { mode: node.mode, block_time: node.blockTime };
  },
});

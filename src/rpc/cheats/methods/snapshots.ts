import { z } from 'zod';
import { int } from '../../comet/shapes/json.js';
import { cheat } from '../cheat.js';

export const snapshots = cheat({
  name: 'sim_snapshots',
  doc: 'Lists the snapshots that can be gone back to, the oldest first.',
  params: z.strictObject({}),
  example: { params: {}, after: [['sim_snapshot', {}]] },
  run: ({ node }) => ({
    snapshots: node.snapshots.map(({ id, height, mempool }) => ({
      id,
      height: int(height),
      txs: mempool.waiting.size,
    })),
  }),
});

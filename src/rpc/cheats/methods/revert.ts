import { z } from 'zod';
import { cheat } from '../cheat.js';
import { badField, whole } from '../fields.js';
import { tip } from '../tip.js';

const id = whole(1n, BigInt(Number.MAX_SAFE_INTEGER), 1n);

export const revert = cheat({
  name: 'sim_revert',
  doc: 'Goes back to a snapshot for good. That one is gone then, as are those that were taken after it.',
  params: z.strictObject({ id: id.describe('what sim_snapshot answered') }),
  example: {
    params: { id: 1 },
    after: [
      ['sim_snapshot', {}],
      ['sim_mine', { blocks: 5 }],
    ],
  },
  run({ node }, params) {
    const known = node.snapshots.map((one) => one.id);
    if (!known.includes(Number(params.id))) {
      throw badField(
        'id',
        `there is no snapshot ${params.id}; there are: ${known.join(', ') || 'none; take one with sim_snapshot'}`,
      );
    }
    node.revert(Number(params.id));
    return tip(node);
  },
});

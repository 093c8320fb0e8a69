import { z } from 'zod';
import { formatTime } from '../../../sdk/time.js';
import { cheat } from '../cheat.js';
import { badField, time } from '../fields.js';

export const setTime = cheat({
  name: 'sim_setTime',
  doc: 'Says what time the next block has. The clock goes on from there.',
  params: z.strictObject({ time: time.describe('RFC 3339, or seconds since 1970') }),
  example: { params: { time: '2027-01-01T00:00:00Z' } },
  run({ node }, params) {
    const { lastTime } = node.app.info;
    if (params.time <= lastTime)
      throw badField('time', `the last block is of ${formatTime(lastTime)}; a later time is wanted`);
    node.setTime(params.time);
    return { next_block_time: formatTime(params.time) };
  },
});

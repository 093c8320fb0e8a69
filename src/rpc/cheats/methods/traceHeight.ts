import { z } from 'zod';
import { int } from '../../comet/shapes/json.js';
import { hashes, stepsJson, traceBlock } from '../blockTrace.js';
import { cheat } from '../cheat.js';
import { height } from '../fields.js';

export const traceHeight = cheat({
  name: 'sim_traceHeight',
  doc:
    'Runs a kept block once more on a copy of the state that it found, and says what each part of it read, wrote, emitted and ' +
    'spent. `matches` says that it came to the same state.',
  params: z.strictObject({ height: height.describe('a kept height after the first') }),
  example: { params: { height: 3 }, after: [['sim_mine', { blocks: 2 }]] },
  async run({ node }, params) {
    const trace = await traceBlock(node, 'height', params.height);
    const steps = stepsJson(trace.steps, node.genesis.bech32Prefix);
    return { height: int(params.height), ...hashes(trace, node, params.height), steps };
  },
});

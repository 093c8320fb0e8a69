import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '../../../util/errors.js';
import { cheat } from '../cheat.js';
import { badField, text } from '../fields.js';
import { readState } from '../stateFile.js';
import { tip } from '../tip.js';

export const loadState = cheat({
  name: 'sim_loadState',
  doc:
    'Takes a dumped chain of the same genesis in place of this one: same height, same app hash, and on from there. Everything ' +
    'else, snapshots and waiting transactions among it, is gone. `POST /sim/state` of the REST port takes the same as its body.',
  params: z.strictObject({ file: text.describe("a file of sim_dumpState on the node's machine") }),
  example: {
    params: { file: 'gonka-sim-state.jsonl' },
    after: [
      ['sim_dumpState', { file: 'gonka-sim-state.jsonl' }],
      ['sim_mine', { blocks: 5 }],
    ],
  },
  async run({ node }, { file }) {
    try {
      node.adopt(await readState(node, createReadStream(file, 'utf8')));
    } catch (error) {
      if (error instanceof CodedError) throw badField('file', `${file}: ${error.message}`);
      throw badField('file', `cannot be read: ${(error as Error).message}`);
    }
    return tip(node);
  },
});

import { createWriteStream } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { cheat } from '../cheat.js';
import { badField, text } from '../fields.js';
import { stateLines } from '../stateFile.js';
import { tip } from '../tip.js';

export const dumpState = cheat({
  name: 'sim_dumpState',
  doc:
    "Writes the chain as it stands into a new file on the node's machine: state, last block, validators and clock, without the " +
    'past. `GET /sim/state` of the REST port answers with the same as its body.',
  params: z.strictObject({ file: text.describe("a path on the node's machine, where no file is yet") }),
  example: { params: { file: 'gonka-sim-state.jsonl' } },
  async run({ node }, { file }) {
    const place = tip(node);
    try {
      await pipeline(Readable.from(stateLines(node)), createWriteStream(file, { flags: 'wx' }));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw badField('file', `${file} is there already; a new one is wanted`);
      if (code?.startsWith('E') === true) throw badField('file', `cannot be written: ${message}`);
      await unlink(file);
      throw error;
    }
    return { file, ...place };
  },
});

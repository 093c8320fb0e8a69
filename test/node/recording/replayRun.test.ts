import { describe, expect, it } from 'vitest';
import { openSimulation } from '../../../src/network/simulation.js';
import { RunRecorder } from '../../../src/node/recording/recordRun.js';
import { replayRun } from '../../../src/node/recording/replayRun.js';
import { headLine } from '../../../src/node/recording/runLog.js';
import { smallNetwork } from '../../network/smallNetwork.js';
import { failure } from '../../util/failure.js';

const options = async () => ({ ...(await smallNetwork()), seed: '1' });

/** A small network's first blocks, recorded. */
async function recorded(blocks: number): Promise<string[]> {
  const { genesis, ...rest } = await options();
  const simulation = await openSimulation({ genesis, ...rest });
  const recorder = new RunRecorder(simulation.app);
  const lines = [headLine({ profile: 'proposal', checks: 'none', genesis: genesis.document })];
  for (let i = 0; i < blocks; i++) lines.push(recorder.line(simulation.nextBlock()));
  return lines;
}

describe('a recorded run', () => {
  it('is made again, block by block, with the same hashes as without a recorder', async () => {
    const run = replayRun(await recorded(8), 'f');
    const simulation = await openSimulation(await options());
    const hashes = Array.from({ length: 8 }, () => simulation.nextBlock().appHash);
    expect([...run.blocks].map(({ isEqual, appHash }) => [isEqual, appHash])).toEqual(
      hashes.map((hash) => [true, hash]),
    );
  });

  it('names the stores that come out differently', async () => {
    const lines = await recorded(4);
    const last = JSON.parse(lines[4]!);
    const roots = { ...last.roots, inference: '00'.repeat(32) };
    lines[4] = JSON.stringify({ ...last, appHash: '00'.repeat(32), roots });
    const blocks = [...replayRun(lines, 'f').blocks];
    expect(blocks.map(({ isEqual, differing }) => [isEqual, differing])).toEqual([
      [true, []],
      [true, []],
      [true, []],
      [false, ['inference']],
    ]);
  });

  it.each([
    ['nothing', []],
    ['no genesis first', ['{}']],
  ])('cannot be of %s', (_, lines) => {
    expect(failure(() => replayRun(lines, 'f'))).toBe('gonka-sim/26');
  });
});

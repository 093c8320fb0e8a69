import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { simulate } from '../../src/network/simulate.js';
import { openSimulation } from '../../src/network/simulation.js';
import { exportedGenesisText } from '../../src/node/exportGenesis.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { smallNetwork, withParticipant } from './smallNetwork.js';

const network = await smallNetwork();
const run = (epochs: number, options: object = {}) =>
  simulate({ ...network, seed: '1', epochs, onBug: surfaceBugs, ...options });

describe('a simulation', () => {
  it('tells of every epoch, and its last block is the end', async () => {
    const { start, epochs, end } = await run(4);
    expect(start).toMatchObject({ type: 'run', profile: 'proposal', seed: '1', chainId: 'gonka-sim-1' });
    expect(epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    expect(epochs.map(({ height }) => height)).toEqual([59, 99, 139, 179]);
    expect(epochs.at(-1)).toMatchObject({ height: end.height, appHash: end.appHash });
    expect(end).toMatchObject({ type: 'end', blocks: 179, txs: { failed: 0 } });
    expect(end.txs.ok).toBeGreaterThan(300);
  });

  it('shows in each epoch that weights are mined and preserved, and rewards settled', async () => {
    const { epochs } = await run(4);
    for (const { epoch, participants, models, minted, settled } of epochs) {
      expect(participants.map(({ weight }) => weight)).toEqual(
        participants.map(({ mined, preserved }) => mined + preserved),
      );
      expect(settled).toBe(minted);
      expect(minted > 0n).toBe(epoch > 0);
      expect(models.every(({ nodes }) => nodes.some(({ slots }) => slots[1]))).toBe(true);
    }
    expect(epochs.slice(2).every(({ participants }) => participants.some(({ preserved }) => preserved > 0n))).toBe(
      true,
    );
    const { participants } = epochs[1]!;
    expect(participants.filter(({ covered }) => covered).map(({ name }) => name)).toEqual(['carol', 'alice']);
  });

  it('gives the same hashes for the same seed, and others for another', async () => {
    const hashes = async (seed: string) => (await run(3, { seed })).epochs.map(({ appHash }) => appHash);
    const first = await hashes('1');
    expect(await hashes('1')).toEqual(first);
    expect(await hashes('2')).not.toEqual(first);
  });

  it('that is stopped and goes on ends where it would have ended at once', async () => {
    const whole = await run(4);
    const data = new Map<string, Uint8Array>();
    await run(2, { backend: new MemoryBackend(data) });
    const rest = await run(4, { backend: new MemoryBackend(data) });
    expect(rest.epochs).toEqual(whole.epochs.slice(2));
    expect(rest.end).toEqual(whole.end);
  });

  it('may be stopped in the middle of PoC', async () => {
    const whole = await run(3);
    const data = new Map<string, Uint8Array>();
    const half = await run(3, { backend: new MemoryBackend(data), stop: stopAfter(133) });
    expect(half.end.height).toBe(133);
    expect((await run(3, { backend: new MemoryBackend(data) })).end).toEqual(whole.end);
  });

  it('can begin with the state that another one left, anywhere in an epoch', async () => {
    const simulation = await openSimulation({ ...network, seed: '1', onBug: surfaceBugs });
    while (simulation.height < 133n) simulation.nextBlock();
    const genesis = parseGenesisFile(exportedGenesisText(simulation.app), 'later.json');
    expect(genesis).toMatchObject({ initialHeight: 134n, time: simulation.client.time });
    const { epochs, end } = await run(4, { genesis });
    expect(epochs.map(({ epoch, height }) => [epoch, height])).toEqual([
      [2, 139],
      [3, 179],
    ]);
    expect(epochs.map(({ minted, settled }) => minted === settled && minted > 0n)).toEqual([true, true]);
    expect(end.txs.failed).toBe(0);
  });

  it('refuses to go on with the chain of another genesis', async () => {
    const data = new Map<string, Uint8Array>();
    await run(1, { backend: new MemoryBackend(data) });
    const other = await smallNetwork(withParticipant('bob', { url: 'http://elsewhere:8000' }));
    const opening = openSimulation({ ...other, seed: '1', backend: new MemoryBackend(data) });
    await expect(opening).rejects.toMatchObject({ codespace: 'gonka-sim', code: 26 });
  });

  const { genesis } = network;
  const file = 'what parseGenesisFile(text, file) gives';
  it.each<[object, string]>([
    [{ epochs: 1.5 }, 'epochs is 1.5 (number), not a whole number from 1 on'],
    [{ epochs: 0 }, 'epochs is 0 (number), not a whole number from 1 on'],
    [{ epochs: undefined }, 'epochs is undefined, not a whole number from 1 on'],
    [{ genesis: undefined }, `genesis is undefined, not ${file}`],
    [{ genesis: genesis.document }, `genesis is an Object, not ${file}`],
    [{ genesis: '{}' }, `genesis is "{}", not ${file}`],
    [{ scenario: undefined }, 'scenario is undefined, not what parseScenario(text, file) gives'],
    [{ seed: 1 }, 'seed is 1 (number), not a text'],
    [{ onStageFailure: 'goon' }, `onStageFailure is "goon", not 'halt' or 'goOn'`],
  ])('gonka-sim/26: names an argument that is not what it should be, case %#', async (options, problem) => {
    await expect(run(1, options)).rejects.toMatchObject({
      codespace: 'gonka-sim',
      code: 26,
      message: `${problem}: usage`,
    });
  });

  it('knows no profile that nobody made', async () => {
    await expect(run(1, { profile: 'mainnet' })).rejects.toMatchObject({ codespace: 'gonka-sim', code: 22 });
  });
});

/** A condition that holds after so many blocks. */
function stopAfter(blocks: number): () => boolean {
  let made = 0;
  return () => {
    made += 1;
    return made >= blocks;
  };
}

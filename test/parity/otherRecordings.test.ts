import { beforeAll, describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { Explainer } from '../../src/app/replay/explain.js';
import { parseRecording, type RecordingFiles } from '../../src/app/replay/parseRecording.js';
import { type ReplayedBlock, replay } from '../../src/app/replay/replay.js';
import { score } from '../../src/app/replay/score.js';
import { deployed } from '../../src/module/profiles.js';
import { failure } from '../util/failure.js';
import { ownRecording } from './ownRecording.js';

// Recordings of other chains than the golden one: other names, heights and parameters, and files that are not there.

/** Runs a recording again as `replayAccount` does; the participants of ours sign nothing. */
function account(files: RecordingFiles, onBlock?: (block: ReplayedBlock) => void) {
  const recording = parseRecording(files);
  const run = replay({
    recording,
    profile: deployed,
    bech32Prefix: 'mars',
    denom: 'udust',
    ante: [],
    onBug: surfaceBugs,
  });
  return score(recording, run, onBlock);
}

const changed = (files: RecordingFiles, name: string, change: (text: string) => string): RecordingFiles =>
  new Map([...files, [name, change(files.get(name)!)]]);

const without = (files: RecordingFiles, ...names: readonly string[]): RecordingFiles =>
  new Map([...files].filter(([name]) => !names.includes(name)));

const blocks = 45;

describe('the recording of another chain', () => {
  let files: RecordingFiles;

  beforeAll(async () => {
    files = await ownRecording({ blocks });
  });

  it('is made again to the last byte, over two epochs', () => {
    const { chainId, heights, appHashes, stores, txs, gas } = account(files);
    expect([chainId, heights, appHashes]).toEqual(['mars-7', blocks, blocks]);
    expect(stores.filter(({ differsAt }) => differsAt.length > 0)).toEqual([]);
    expect(stores.find(({ name }) => name === 'inference')!.equalWrites).toBeGreaterThan(100);
    expect(txs.of).toBeGreaterThan(50);
    expect([txs.equal, gas.equal]).toEqual([txs.of, txs.of]);
  });

  it('may begin at any height', async () => {
    const { heights, appHashes, stores } = account(await ownRecording({ blocks: 3, initialHeight: 4n }));
    expect([heights, appHashes]).toEqual([3, 3]);
    expect(stores.flatMap(({ differsAt }) => differsAt)).toEqual([]);
  });

  it('is held by roots where the writes of a store are not there', () => {
    const some = without(files, 'inference-store.jsonl', 'bank-store.jsonl');
    expect(account(some).stores.flatMap(({ differsAt }) => differsAt)).toEqual([]);
    const wrong = changed(some, 'commit-info.jsonl', (text) => {
      const rows = text
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row));
      rows[4].changed_stores.inference = '00'.repeat(32);
      return rows.map((row) => JSON.stringify(row)).join('\n');
    });
    const { differsAt } = account(wrong).stores.find(({ name }) => name === 'inference')!;
    expect(differsAt[0]).toBe(5n);
  });

  it('is told apart by store, key, values and writer where a write is another', () => {
    const wrong = changed(files, 'inference-store.jsonl', (text) => {
      const rows = text
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row));
      const change = rows.flatMap(({ changes }) => changes).find(([key]: [string]) => key.startsWith('0e'));
      change[1] = `${change[1].slice(0, -2)}00`;
      return rows.map((row) => JSON.stringify(row)).join('\n');
    });
    const told: string[] = [];
    const explainer = new Explainer('mars');
    account(wrong, ({ recorded, differences }) => {
      for (const difference of differences) told.push(explainer.line(recorded.height, difference));
    });
    expect(told[0]).toMatch(/^height \d+, store inference, inferences "/);
    expect(told[0]).toMatch(/\(transaction \d+, inference\.inference\.Msg(Start|Finish)Inference\)/);
  });

  const missing: readonly (readonly [what: string, change: (files: RecordingFiles) => RecordingFiles, text: string])[] =
    [
      ['no genesis', (all) => without(all, 'genesis.json'), 'there is no genesis.json'],
      ['no headers', (all) => without(all, 'headers.jsonl'), 'there is no headers.jsonl'],
      ['empty headers', (all) => changed(all, 'headers.jsonl', () => ''), 'headers.jsonl is empty'],
      ['no transactions', (all) => without(all, 'txs.jsonl'), 'txs.jsonl has 0 of the '],
      [
        'a commit less',
        (all) => changed(all, 'commit-info.jsonl', (text) => text.split('\n').slice(1).join('\n')),
        'commit-info.jsonl has no height 1',
      ],
      [
        'a store that nobody makes',
        (all) =>
          changed(all, 'commit-info.jsonl', (text) =>
            text.replaceAll('"changed_stores":{', '"changed_stores":{"foreign":"00",'),
          ),
        'there is no foreign-store.jsonl',
      ],
    ];
  it.each(missing)('is refused by name with %s', (_, change, text) => {
    expect(failure(() => account(change(files)))).toBe('gonka-sim/26');
    expect(() => account(change(files))).toThrow(text);
  });
});

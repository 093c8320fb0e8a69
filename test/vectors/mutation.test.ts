import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReplayAccount, replayAccount } from '../../src/app/replay/account.js';
import { drawIndex, type Random, seededRandom } from '../../src/util/seededRandom.js';
import { recordingFiles } from '../parity/recordingFiles.js';
import { outcomes, turnedText, withOneBitTurned } from './mutate.js';
import { haveVectors, type VectorFile, vectorFiles, vectorsFolder } from './shared.js';
import { suite } from './suite.js';

// Proves that the suite can fail: random one-bit changes of the vectors, of which every one must be caught. MUTATION_SEED
// draws others, MUTATION_COUNT more (scripts/mutate-vectors.mjs).

const seed = process.env.MUTATION_SEED ?? 'gonka';
const ofCases = Number(process.env.MUTATION_COUNT ?? 24);

// Of gov and group every block reads the open proposals: a damaged one would end the run before it is counted.
const turnedStores = ['acc', 'bank', 'collateral', 'inference', 'mint', 'staking'];

interface Row {
  readonly height: number;
  readonly changes: [key: string, value: string | null][];
}

const read = (file: string): VectorFile => JSON.parse(readFileSync(join(vectorsFolder, file), 'utf8'));
/** The golden cases of the chain itself, as far as their outcomes are data. */
const isTurnable = (file: string): boolean =>
  !file.includes('/') && read(file).cases.some((one) => outcomes(one).length > 0);

const pick = <T>(random: Random, list: readonly T[]): T => list[drawIndex(random, list.length)]!;

describe.skipIf(!haveVectors)(`one-bit changes of vectors, seed ${seed}`, () => {
  const random = seededRandom(seed);
  const checked = (haveVectors ? vectorFiles() : []).flatMap((file) => {
    const row = suite.find((one) => one.matches(file));
    return row?.kind === 'cases' && isTurnable(file) ? [{ file, check: row.check }] : [];
  });

  for (let count = 0; count < ofCases && checked.length > 0; count++) {
    const { file, check } = pick(random, checked);
    const draws = seededRandom(`${seed} ${count}`);
    it(`${count} ${file}`, () => {
      const whole = read(file);
      const telling = whole.cases.filter((one) => outcomes(one).length > 0);
      const vectorCase = pick(draws, telling);
      const leaf = pick(draws, outcomes(vectorCase));
      const changed = withOneBitTurned(vectorCase, leaf, draws);
      const where = `${vectorCase.name ?? ''}: ${leaf.place.join('.')} was ${leaf.value}`;
      expect(() => check(changed, whole), where).toThrow();
    });
  }

  const haveRecording = haveVectors && vectorFiles().includes('live/headers.jsonl');
  it.skipIf(!haveRecording)(`${turnedStores.length} recorded store writes, each named by the replay`, () => {
    const files = new Map(recordingFiles());
    const turned = turnedStores.map((store) => {
      const file = `${store}-store.jsonl`;
      const rows = files.get(file)!.trim().split('\n');
      const sets = ({ changes }: Row) => changes.filter(([, value]) => value);
      // The last row that sets a value: no later block stumbles over what it did.
      const at = rows.findLastIndex((one) => sets(JSON.parse(one)).length > 0);
      const row: Row = JSON.parse(rows[at]!);
      const change = pick(random, sets(row));
      const key = change[0];
      change[1] = turnedText(change[1]!, random);
      rows[at] = JSON.stringify(row);
      files.set(file, rows.join('\n'));
      return `height ${row.height}, store ${store}, key ${key}`;
    });
    const found = new Set<string>();
    const account: ReplayAccount = replayAccount(files, {
      onBlock: ({ recorded: { height }, differences }) => {
        for (const { store, key } of differences) {
          found.add(`height ${height}, store ${store}, key ${Buffer.from(key, 'latin1').toString('hex')}`);
        }
      },
    });
    expect(turned.filter((place) => !found.has(place))).toEqual([]);
    expect(account.score.appHashes).toBeLessThan(account.score.heights);
  });
});

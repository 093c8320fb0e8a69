import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { type ReplayAccount, replayAccount } from '../../src/app/replay/account.js';
import type { ParityScore } from '../../src/app/replay/score.js';
import { haveVectors } from '../vectors/shared.js';
import { recordingFiles } from './recordingFiles.js';

// The recorded run of the real node, 1,447 heights, run again with all 31 stores: what docs/PARITY.md says, held as it is.

describe.skipIf(!haveVectors)('the whole recorded chain, run again', () => {
  let account: ReplayAccount;

  beforeAll(() => {
    account = replayAccount(recordingFiles(), { onBug: surfaceBugs });
  });

  it('has the recorded app hash at every height', () => {
    const { heights, appHashes } = account.score;
    expect(heights).toBeGreaterThan(1);
    expect(appHashes).toBe(heights);
  });

  it('computes every store, and writes each as recorded at every height', () => {
    for (const store of account.score.stores) {
      expect(store).toMatchObject({ origin: 'computed', differsAt: [], equalWrites: store.writes });
    }
  });

  it.each(['txs', 'gas', 'blockEvents'] as const)('has all %s as recorded', (what) => {
    const { equal, of } = account.score[what];
    expect(equal).toBe(of);
  });

  it('changes the validator set as recorded', () => {
    const { equal, of } = account.score.validatorUpdates;
    expect(equal).toBe(of);
  });

  const page = readFileSync(join(import.meta.dirname, '../../docs/PARITY.md'), 'utf8');

  it.each([
    ['transactions with the recorded result', ({ txs }: ParityScore) => txs],
    ['transactions with exactly the recorded gas', ({ gas }: ParityScore) => gas],
    ['blocks with the recorded events outside of transactions', ({ blockEvents }: ParityScore) => blockEvents],
  ])('has at least as many %s as docs/PARITY.md says', (what, countOf) => {
    const [, equal, of] = new RegExp(`^\\| ${what} \\| (\\d+) of (\\d+) \\|`, 'm').exec(page)!;
    const count = countOf(account.score);
    expect(count.of, 'npm run parity writes the page anew').toBe(Number(of));
    expect(count.equal).toBeGreaterThanOrEqual(Number(equal));
  });

  it('writes each store at least at as many heights as docs/PARITY.md says', () => {
    const claims = [...page.matchAll(/^\| (\S+) \| computed \| (\d+) of (\d+) /gm)];
    expect(claims.length).toBeGreaterThan(0);
    for (const [, name, equal, of] of claims) {
      const store = account.score.stores.find((one) => one.name === name)!;
      expect(account.score.heights, `${name}: npm run parity writes the page anew`).toBe(Number(of));
      expect(account.score.heights - store.differsAt.length, name).toBeGreaterThanOrEqual(Number(equal));
    }
  });
});

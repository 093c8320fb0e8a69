import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cheats } from '../../../src/rpc/cheats/cheatTable.js';
import { cheatNode } from './cheatNode.js';

describe('examples of cheats', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonka-sim-cheats-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(cheats.map((cheat) => [cheat.name, cheat] as const))('%s', async (name, { example }) => {
    await using node = await cheatNode();
    // Files go into a folder of this test.
    const placed = ({ file, ...rest }: Readonly<Record<string, unknown>>) =>
      file === undefined ? rest : { ...rest, file: join(folder, `${name}-${file}`) };
    for (const [method, params] of [...(example.after ?? []), [name, example.params] as const]) {
      const answer = await node.call(method, placed(params));
      expect(answer.code ?? 0, `${method}: ${answer.data}`).toBe(0);
    }
  });
});

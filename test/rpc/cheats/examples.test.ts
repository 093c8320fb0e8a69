import { describe, expect, it } from 'vitest';
import { cheats } from '../../../src/rpc/cheats/cheatTable.js';
import { cheatNode } from './cheatNode.js';

describe('examples of cheats', () => {
  it.each(cheats.map((cheat) => [cheat.name, cheat] as const))('%s', async (name, { example }) => {
    await using node = await cheatNode();
    for (const [method, params] of example.after ?? []) {
      const answer = await node.call(method, params);
      expect(answer, method).not.toHaveProperty('data', expect.stringMatching(/./));
    }
    expect(await node.call(name, example.params)).not.toHaveProperty('code');
  });
});

import { expect, it } from 'vitest';
import { submitHardwareDiffs } from '../../examples/cosmjs-hardware-diff.js';
import { startNode } from '../../src/nodeEntry.js';

it('a plain CosmJS program registers a participant and declares its nodes', async () => {
  await using running = await startNode();
  const [good, bad, known] = await submitHardwareDiffs(running.rpcUrl);
  expect(good).toMatch(/^good diff: code 0, gas \d+, block 2$/);
  expect(bad).toMatch(/^bad diff: {2}code \d+, failed to execute message; message index: 0: .*nobody\/knows/);
  expect(known).toBe('on chain:  h100-1 serves Qwen/QwQ-32B');
});

import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { getEffectiveEpochIndex } from '../../src/keeper/epochs.js';
import { parseScenario, startNode } from '../../src/nodeEntry.js';

const scenario = parseScenario(readFileSync('test/cli/small.yaml', 'utf8'), 'small.yaml');

it('participants sign what they want after every block, and an epoch passes', async () => {
  const refused: string[] = [];
  const onRefusal = (sender: string, reason: string) => refused.push(`${sender}: ${reason}`);
  await using running = await startNode({ network: scenario, mode: 'manual', onRefusal });
  const { node } = running;
  while (node.height < 62n) {
    await nextTurn();
    await nextTurn();
    node.mine();
  }
  const { txs } = node.app.info;
  expect(refused).toEqual([]);
  expect(txs.failed).toBe(0n);
  expect(txs.ok).toBeGreaterThan(30n);
  expect(getEffectiveEpochIndex(node.app.view().keepers.inference)).toBe(1n);
});

import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { getEffectiveEpochIndex } from '../../src/keeper/epochs.js';
import { startLiveNetwork } from '../../src/network/liveNetwork.js';
import { parseScenario, startNode } from '../../src/nodeEntry.js';
import { simErrors } from '../../src/util/errors.js';
import { devNode } from '../node/devChain.js';
import { expectRejection } from '../store/errors.js';

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

it('participants are refused by a chain that has nothing for them to act on', async () => {
  const node = await devNode();
  await expectRejection(
    startLiveNetwork({ node, scenario, seed: '1' }),
    simErrors.usage,
    'no module inference for participants to act on: start the node without a network',
  );
  await node.stop();
});

// A new rule for the seed's section 7.3, beside the two that are built in:  node examples/own-slot-rule.mjs
import { readFileSync } from 'node:fs';
import {
  compareProfiles,
  comparisonTable,
  defineProfile,
  defineStrategy,
  deployed,
  parseGenesisFile,
  parseScenario,
  proposal,
} from 'gonka-sim';

/**
 * The strongest nodes serve through PoC, whoever owns them, until half of the model's throughput is covered. Fewer nodes
 * have to change what they do; but who owns strong nodes mines less. Does it pay?
 */
const strongestServe = defineStrategy('slotAllocation', 'strongest nodes', ({ participants, targetThroughput }) => {
  const nodes = participants
    .flatMap(({ address, nodes }) => nodes.map((node) => ({ ...node, participant: address })))
    .filter(({ excluded, throughput }) => excluded === undefined && throughput > 0n)
    .sort((a, b) => Number(b.throughput - a.throughput));
  const drawn = [];
  let covered = 0n;
  for (const { participant, nodeId, throughput } of nodes) {
    if (covered >= targetThroughput) break;
    drawn.push({ participant, nodeId });
    covered += throughput;
  }
  return { drawn };
});

const strongest = defineProfile({
  name: 'strongest',
  extends: proposal,
  strategies: { slotAllocation: strongestServe },
});

const here = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const runs = await compareProfiles({
  genesis: parseGenesisFile(here('genesis.json'), 'genesis.json'),
  scenario: parseScenario(here('scenarios/network.yaml'), 'scenarios/network.yaml'),
  epochs: 6,
  seed: '1',
  onStageFailure: 'goOn', // the deployed rules would halt the chain when a settlement meets a debt
  profiles: [strongest, proposal, deployed],
});
console.log(comparisonTable(runs, { colour: process.stdout.isTTY }));

import { genesisText } from '../../src/network/makeGenesis.js';
import { parseScenario } from '../../src/network/scenario.js';
import type { Scenario } from '../../src/network/scenarioSchema.js';
import { type GenesisFile, parseGenesisFile } from '../../src/node/genesisFile.js';

/** Five hosts of like weight, two models, a little traffic: an epoch of it takes a moment, and no weight is capped. */
const text = `
schema: gonka-sim/scenario/1
name: small
participants:
  - name: alice
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 40 }
      - { id: n2, models: [Qwen/Qwen2.5-7B-Instruct], nonces: 10 }
  - name: bob
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 24 }
      - { id: n2, models: [Qwen/QwQ-32B], nonces: 24 }
  - name: carol
    nodes:
      - { id: n1, models: [Qwen/Qwen2.5-7B-Instruct, Qwen/QwQ-32B], nonces: 45 }
  - name: dan
    nodes:
      - { id: n1, models: [Qwen/QwQ-32B], nonces: 46 }
  - name: eve
    nodes:
      - { id: n1, models: [Qwen/Qwen2.5-7B-Instruct], nonces: 44 }
traffic:
  - { model: Qwen/QwQ-32B, requestsPerBlock: 0.5 }
  - { model: Qwen/Qwen2.5-7B-Instruct, requestsPerBlock: 0.5 }
`;

export interface SmallNetwork {
  readonly scenario: Scenario;
  readonly genesis: GenesisFile;
}

/** The small network, with something of it told otherwise. */
export async function smallNetwork(change: (scenario: Scenario) => Scenario = (same) => same): Promise<SmallNetwork> {
  const scenario = change(parseScenario(text, 'small.yaml'));
  return { scenario, genesis: parseGenesisFile(await genesisText({ scenario }), 'genesis.json') };
}

/** The scenario with one participant told otherwise. */
export const withParticipant =
  (name: string, change: Partial<Scenario['participants'][number]>) =>
  (scenario: Scenario): Scenario => ({
    ...scenario,
    participants: scenario.participants.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });

import { defaultMnemonic } from '../node/accounts.js';
import { type Scenario, scenarioSchema } from './scenarioSchema.js';

/**
 * Whom a fresh chain begins with: one participant with one node, which validates and is the whole network until others join.
 *
 * It is account 0 of the mnemonic, whose consensus key a node derives by itself.
 */
export const devScenario = (mnemonic: string = defaultMnemonic): Scenario =>
  scenarioSchema.parse({
    schema: 'gonka-sim/scenario/1',
    name: 'dev',
    mnemonic,
    participants: [
      { name: 'validator', nodes: [{ id: 'node1', models: ['Qwen/QwQ-32B'], hardware: { H100: 1 }, nonces: 100 }] },
    ],
  });

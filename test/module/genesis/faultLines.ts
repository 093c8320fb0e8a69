import { proposalGenesis } from '../../../src/module/genesis/genesisConduct.js';
import { defaultGenesis } from '../../../src/module/genesis/initGenesis.js';
import { type GenesisFault, readGenesis } from '../../../src/module/genesis/readGenesis.js';
import { genesisFaults } from '../../../src/module/genesis/validateGenesis.js';
import { account } from './ground.js';

export const rules = { prefix: 'gonka', conduct: proposalGenesis };
const faultsOf = (genesis: unknown, conduct = proposalGenesis): GenesisFault[] =>
  genesisFaults(readGenesis(genesis, rules.prefix), { ...rules, conduct });
export const lines = (genesis: unknown, conduct = proposalGenesis): string[] =>
  faultsOf(genesis, conduct).map(({ path, problem }) => `${path.replace('inference.', '')}: ${problem}`);

export const params = defaultGenesis().params as Record<string, Record<string, unknown>>;
export const only = defaultGenesis().genesis_only_params as Record<string, unknown>;
export const nodes = (...list: unknown[]) => [{ participant: account(1), hardware_nodes: list }];
export const mistyped = `${account(3).slice(0, -1)}x`;
export const weigh = (changes: object) => [{ participant: account(1), node_id: 'a', poc_weight: '7', ...changes }];

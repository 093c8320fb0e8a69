import { Keeper } from '../../../src/keeper/keeper.js';
import type { ChainProfile } from '../../../src/module/chainProfile.js';
import { defaultGenesis } from '../../../src/module/genesis/initGenesis.js';
import { openSdk, type SdkKeepers } from '../../../src/sdk/keepers.js';
import type { Json } from '../../../src/types/protoJson.js';
import { toAddress } from '../../../src/util/address.js';
import { bytesToBase64 } from '../../../src/util/bytes.js';
import { type World, world } from '../../sdk/world.js';

/** Accounts, operators and keys of a test, by small numbers. */
export const account = (n: number): string => toAddress('gonka', new Uint8Array(20).fill(n));
export const operator = (n: number): string => toAddress('gonkavaloper', new Uint8Array(20).fill(n));
export const consensusKey = (n: number): Uint8Array => new Uint8Array(32).fill(n);

/** A chain before its genesis: real neighbours over stores in memory, and staking with validators of some tokens. */
export class Ground {
  readonly world: World = world();
  constructor(
    readonly profile: ChainProfile,
    tokens: Readonly<Record<number, bigint>> = {},
  ) {
    this.world.block = { ...this.world.block, height: 0n };
    const { staking } = this.open();
    staking.setParams({
      unbondingTime: { seconds: 1n, nanos: 0 },
      maxValidators: 100,
      maxEntries: 7,
      historicalEntries: 0,
      bondDenom: 'ngonka',
      minCommissionRate: '0',
    });
    const results = Object.entries(tokens).map(([n, power]) => {
      return { operatorAddress: operator(Number(n)), consensusKey: consensusKey(Number(n)), power };
    });
    staking.setComputeValidators(results);
  }

  open(): SdkKeepers {
    return openSdk(this.world.context(), this.world.config);
  }

  keeper(): Keeper {
    const ctx = this.world.context();
    return new Keeper(ctx, openSdk(ctx, this.world.config), this.profile, 'gonka');
  }
}

type Sections = Readonly<Record<string, Json>>;

export const modelJson = (id: string, throughput = '1000'): Json => ({
  proposed_by: 'genesis',
  id,
  throughput_per_nonce: throughput,
  validation_threshold: { value: '85', exponent: -2 },
});

export const participantJson = (n: number, changes: Sections = {}): Json => ({
  index: account(n),
  address: account(n),
  weight: 1,
  inference_url: `http://node${n}:8000`,
  status: 1,
  validator_key: bytesToBase64(consensusKey(n)),
  current_epoch_stats: {},
  ...changes,
});

export const nodeJson = (id: string, ...models: string[]): Json => ({ local_id: id, status: 'INFERENCE', models });

/** Two models; participant 1 with two nodes, participant 2 with one; 3 has none. */
export const withNodes = (changes: Sections = {}): Sections => ({
  ...defaultGenesis(),
  model_list: [modelJson('m1'), modelJson('m2', '10')],
  participant_list: [participantJson(1), participantJson(2), participantJson(3)],
  hardware_nodes_list: [
    { participant: account(1), hardware_nodes: [nodeJson('b', 'm2', 'm1'), nodeJson('a', 'm1')] },
    { participant: account(2), hardware_nodes: [nodeJson('a', 'm1'), nodeJson('later', 'm1')] },
  ],
  initial_ml_nodes: [
    { participant: account(1), node_id: 'a', poc_weight: '7' },
    { participant: account(1), node_id: 'b', poc_weight: '5' },
    { participant: account(2), node_id: 'a', poc_weight: '20' },
  ],
  ...changes,
});

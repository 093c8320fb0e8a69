import type { Any } from 'cosmjs-types/google/protobuf/any';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { createGonkaApp, type GonkaApp, type GonkaAppOptions } from '../../src/app/gonkaApp.js';
import type { TxResult } from '../../src/app/txResult.js';
import { GenesisOnlyParams, Params } from '../../src/gen/inference/inference/params.js';
import type { Keeper } from '../../src/keeper/keeper.js';
import type { ChainProfile } from '../../src/module/chainProfile.js';
import type { OnStageFailure } from '../../src/module/epochConduct.js';
import { defaultGenesis } from '../../src/module/genesis/initGenesis.js';
import { proposal } from '../../src/module/profiles.js';
import type { ChainEvent } from '../../src/types/events.js';
import { defaultGenesisOnlyParams, defaultParams } from '../../src/types/params.js';
import { toProtoJson } from '../../src/types/protoJson.js';
import { address, validatorKey } from '../module/epochWorld.js';

export interface TestChainOptions {
  /**
   * Who has which nodes from the start, each with its models and weight: `{ alice: 'n1=qwen:30 n2=qwen,llama:10' }`. They
   * are the voters of the first PoC.
   */
  readonly nodes: Readonly<Record<string, string>>;
  /** Governance models with what a nonce of theirs serves, in tokens; `{ qwen: 10 }` when left out. */
  readonly models?: Readonly<Record<string, number>>;
  readonly params?: (defaults: Params) => Params;
  readonly profile?: ChainProfile;
  /** Left out, a stage that fails stops the test. */
  readonly onStageFailure?: OnStageFailure;
  /** Where and how much is kept; ten heights in memory when left out. */
  readonly store?: GonkaAppOptions['store'];
}

/** What a block did. */
export interface TestBlock {
  readonly results: readonly TxResult[];
  readonly events: readonly ChainEvent[];
}

const second = 1_000_000_000n;

/**
 * The whole chain in memory, without its network: messages go in unsigned, and everything that it keeps can be looked at.
 * Block 1 is there from the start. Default lengths: the first PoC starts at 40 and is over at 59, the next one starts at 80.
 */
export class TestChain {
  readonly app: GonkaApp;

  constructor(options: TestChainOptions) {
    const { profile = proposal, onStageFailure = 'halt' } = options;
    const { store = { pruning: { keepRecent: 10, interval: 10 } } } = options;
    const chain = { profile, bech32Prefix: 'gonka', denom: 'ngonka', store };
    this.app = createGonkaApp({ ...chain, onStageFailure, onBug: rethrow });
    const appState = { inference: genesisOf(options, profile) };
    this.app.initChain({ chainId: 'test-1', time: 1_800_000_000n * second, appState, profile: profile.name });
    this.block();
  }

  get height(): bigint {
    return this.app.info.lastHeight;
  }

  /** What the chain keeps after the last block. */
  get keeper(): Keeper {
    return this.app.view().keepers.inference;
  }

  /** Runs a block of transactions, one a message. */
  block(messages: readonly Any[] = []): TestBlock {
    return this.blockOf(messages.map((message) => encodeUnsignedTx([message])));
  }

  /** The same of transactions that are made already. */
  blockOf(txs: readonly Uint8Array[]): TestBlock {
    const block = this.tryBlockOf(txs);
    this.app.commit();
    return block;
  }

  /** The same without making it last: the next block is run in its place. */
  tryBlockOf(txs: readonly Uint8Array[] = []): TestBlock {
    const height = this.height + 1n;
    const time = (1_800_000_000n + 5n * height) * second;
    const { txResults, events } = this.app.finalizeBlock({ height, time, txs });
    return { results: txResults, events };
  }

  /** Runs blocks without transactions up to this height. */
  runTo(height: bigint): void {
    while (this.height < height) this.block();
  }
}

function rethrow(error: unknown): void {
  throw error;
}

function genesisOf({ nodes, models = { qwen: 10 }, params }: TestChainOptions, { name }: ChainProfile): unknown {
  const owned = Object.entries(nodes).map(([owner, text]) => ({
    owner,
    nodes: text.split(' ').filter(Boolean).map(nodeOf),
  }));
  const given = (params ?? ((defaults) => defaults))(defaultParams());
  return {
    ...defaultGenesis(),
    profile: name,
    params: toProtoJson(Params, given),
    genesis_only_params: toProtoJson(GenesisOnlyParams, {
      ...defaultGenesisOnlyParams(),
      maxIndividualPowerPercentage: undefined,
    }),
    model_list: Object.entries(models).map(([id, throughput]) => ({
      proposed_by: 'genesis',
      id,
      units_of_compute_per_token: '1',
      throughput_per_nonce: String(throughput),
      validation_threshold: { value: '85', exponent: -2 },
    })),
    participant_list: owned.map(({ owner }) => ({
      index: address(owner),
      address: address(owner),
      validator_key: validatorKey(owner),
      status: 'ACTIVE',
    })),
    hardware_nodes_list: owned.map(({ owner, nodes: list }) => ({
      participant: address(owner),
      hardware_nodes: list.map(({ id, served }) => ({ local_id: id, status: 'INFERENCE', models: served })),
    })),
    initial_ml_nodes: owned.flatMap(({ owner, nodes: list }) =>
      list.map(({ id, weight }) => ({ participant: address(owner), node_id: id, poc_weight: weight })),
    ),
  };
}

/** A node from `n1=qwen,llama:30`. */
function nodeOf(text: string): { id: string; served: string[]; weight: string } {
  const [, id = '', served = '', weight = ''] = /^(\w+)=([\w,]+):(\d+)$/.exec(text) ?? fail(`no node: ${text}`);
  return { id, served: served.split(','), weight };
}

export function fail(message: string): never {
  throw new Error(message);
}

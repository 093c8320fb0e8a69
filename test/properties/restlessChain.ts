import type { Any } from 'cosmjs-types/google/protobuf/any';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { surfaceBugs } from '../../src/app/failure.js';
import type { GonkaKeepers } from '../../src/app/gonkaKeepers.js';
import type { TxResult } from '../../src/app/txResult.js';
import type { ChainProfile } from '../../src/module/chainProfile.js';
import { brokenInvariants } from '../../src/module/invariants/checkInvariants.js';
import { transactionsForNextBlock } from '../../src/network/actors.js';
import { assembleCast, type Cast } from '../../src/network/cast.js';
import type { OutgoingTx } from '../../src/network/chainClient.js';
import { InProcessClient } from '../../src/network/inProcessClient.js';
import { makeGenesis } from '../../src/network/makeGenesis.js';
import { parseScenario } from '../../src/network/scenario.js';
import { type GenesisFile, parseGenesisFile } from '../../src/node/genesisFile.js';
import { type GonkaApp, openChain } from '../../src/node/openChain.js';
import { everySignature } from '../../src/types/msgs/inference.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { type Command, messagesOf } from './commands.js';
import { Draw } from './draws.js';

const scenario = parseScenario(
  `
schema: gonka-sim/scenario/1
name: restless
participants:
  - { name: alice, nodes: [{ id: n1, models: [Qwen/QwQ-32B], nonces: 10 }, { id: n2, models: [Qwen/Qwen2.5-7B-Instruct], nonces: 4 }] }
  - { name: bob, nodes: [{ id: n1, models: [Qwen/QwQ-32B], nonces: 6 }, { id: n2, models: [Qwen/QwQ-32B], nonces: 6 }] }
  - { name: carol, nodes: [{ id: n1, models: [Qwen/Qwen2.5-7B-Instruct, Qwen/QwQ-32B], nonces: 12 }] }
  - { name: dan, nodes: [{ id: n1, models: [Qwen/QwQ-32B], nonces: 11 }] }
  - { name: eve, joins: 25, nodes: [{ id: n1, models: [Qwen/Qwen2.5-7B-Instruct], nonces: 11 }] }
traffic:
  - { model: Qwen/QwQ-32B, requestsPerBlock: 0.6 }
  - { model: Qwen/Qwen2.5-7B-Instruct, requestsPerBlock: 0.4 }
`,
  'restless.yaml',
);

/** Epochs of 20 blocks, of which PoC takes 11; few inferences make a judgement; deposits count from epoch 2 on. */
const sectionsOf = (params: Record<string, object>) => ({
  ...params,
  epoch_params: {
    ...params.epoch_params,
    epoch_length: '20',
    poc_stage_duration: '4',
    poc_exchange_duration: '1',
    poc_validation_delay: '1',
    poc_validation_duration: '4',
    set_new_validators_delay: '1',
    inference_pruning_epoch_threshold: '1',
  },
  validation_params: { ...params.validation_params, expiration_blocks: '6', min_ramp_up_measurements: 3 },
  collateral_params: { ...params.collateral_params, grace_period_end_epoch: '1' },
});

async function restlessGenesis(profile: string): Promise<GenesisFile> {
  const file = (await makeGenesis({ scenario, profile })) as { app_state: Record<string, Record<string, never>> };
  const { inference } = file.app_state;
  const genesis = { ...inference, params: sectionsOf(inference!.params!) };
  return parseGenesisFile(JSON.stringify({ ...file, app_state: { ...file.app_state, inference: genesis } }), 'genesis');
}

/** What a chain is made of, prepared once for many runs. */
export interface RestlessNetwork {
  readonly profile: ChainProfile;
  readonly genesis: GenesisFile;
  readonly cast: Cast;
}

export async function restlessNetwork(profile: ChainProfile): Promise<RestlessNetwork> {
  const genesis = await restlessGenesis(profile.name);
  const signing = profile.conduct.signatures.form === everySignature ? 'everything' : 'seeds';
  const cast = await assembleCast({ scenario, seed: '1', bech32Prefix: 'gonka', signing });
  return { profile, genesis, cast };
}

/** What happens in one block beside the honest traffic. */
export interface BlockPlan {
  readonly commands: readonly Command[];
  /** Which honest transactions are lost, and whether the others come in reverse. */
  readonly lost: number;
  readonly reversed: boolean;
}

const blockTime = 5_000_000_000n;
const rememberedMessages = 60;

/** A chain whose participants do what they should, most of the time, while somebody sends whatever comes to mind. */
export class RestlessChain {
  readonly app: GonkaApp;
  readonly #network: RestlessNetwork;
  readonly #client: InProcessClient<GonkaKeepers>;
  /** Messages of the last blocks, to be sent again or changed. */
  #seen: Any[] = [];
  /** Why the chain stands still: where the deployed one would halt. */
  halted: CodedError | undefined;
  /** Codes of the transactions so far, and how often. */
  readonly codes = new Map<string, number>();

  constructor(network: RestlessNetwork) {
    this.#network = network;
    this.app = openChain({ genesis: network.genesis, profile: network.profile, onBug: surfaceBugs });
    this.#client = new InProcessClient(this.app, 'gonka');
  }

  /** Makes a block and answers what it broke. */
  block({ commands, lost, reversed }: BlockPlan): string[] {
    const { lastHeight } = this.app.info;
    const honest = lastHeight === 0n ? [] : this.#honest(lost);
    const own = lastHeight === 0n ? [] : commands.map((command) => this.#messages(command));
    const all = [...(reversed ? honest.reverse() : honest), ...own].filter((messages) => messages.length > 0);
    const txs = all.map((messages) => encodeUnsignedTx(messages));
    this.#seen = [...this.#seen, ...all.flat()].slice(-rememberedMessages);
    try {
      const height = lastHeight + 1n;
      const { txResults } = this.app.finalizeBlock({
        height,
        time: this.#network.genesis.time + height * blockTime,
        txs,
      });
      this.#count(txResults);
    } catch (error) {
      if (!(error instanceof CodedError) || error.kind !== simErrors.chainHalted) throw error;
      this.halted = error;
      return [];
    }
    this.app.commit();
    return brokenInvariants(this.keepers, this.#network.profile);
  }

  get keepers(): GonkaKeepers {
    return this.app.view().keepers;
  }

  /** Where the deployed chain is about to halt, its queries fail as well, and nobody knows what to do. */
  #honest(lost: number): (readonly Any[])[] {
    let txs: OutgoingTx[] = [];
    try {
      txs = transactionsForNextBlock(this.#client, this.#network.cast);
    } catch (error) {
      if (!(error instanceof CodedError) || !error.message.includes(simErrors.chainHalted.text)) throw error;
    }
    return txs.filter((_, i) => ((lost >> (i % 24)) & 1) === 0).map(({ messages }) => messages);
  }

  #messages(command: Command): readonly Any[] {
    const { cast } = this.#network;
    return messagesOf(command, new Draw(command.numbers), { keepers: this.keepers, cast, seen: this.#seen });
  }

  #count(results: readonly TxResult[]): void {
    for (const { codespace, code } of results) {
      const name = code === 0 ? 'ok' : `${codespace}/${code}`;
      this.codes.set(name, (this.codes.get(name) ?? 0) + 1);
    }
  }
}

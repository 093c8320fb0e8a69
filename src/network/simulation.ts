import type { FinalizeBlockResponse } from '../app/abci.js';
import { encodeUnsignedTx } from '../app/encodeTx.js';
import { getEffectiveEpochIndex } from '../keeper/epochs.js';
import type { Keeper } from '../keeper/keeper.js';
import type { ChainProfile } from '../module/chainProfile.js';
import { wrongArgument } from '../node/chainArguments.js';
import { type ChainOptions, type GonkaApp, openChain, profileOf } from '../node/openChain.js';
import { everySignature } from '../types/msgs/inference.js';
import { bytesToHex } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { toSafeNumber } from '../util/int.js';
import { transactionsForNextBlock } from './actors.js';
import { assembleCast, type Cast, type Signing } from './cast.js';
import type { ChainClient } from './chainClient.js';
import { epochReport } from './epochReport.js';
import { happenings, type ToldEvent, toldEvents } from './happenings.js';
import { InProcessClient } from './inProcessClient.js';
import type { EpochReport, Happenings, RunEnd, RunStart } from './runRecord.js';
import type { Scenario } from './scenarioSchema.js';

export interface SimulationOptions extends ChainOptions {
  readonly scenario: Scenario;
  /** Seed of everything that the participants choose; the chain draws from its own app hash. */
  readonly seed: string;
  /** What they sign; as much as the chain's rules demand when left out. */
  readonly signing?: Signing;
}

/** One block of a simulation, committed; durable when the simulation has been flushed. */
export interface SimulatedBlock {
  readonly height: bigint;
  /** Nanoseconds since the Unix epoch. */
  readonly time: bigint;
  readonly txs: readonly Uint8Array[];
  readonly appHash: Uint8Array;
  readonly result: FinalizeBlockResponse;
  /** The epoch that ended with it, in the block in which the next one took over. */
  readonly endedEpoch: bigint | undefined;
}

const second = 1_000_000_000n;

/**
 * A chain and the network of participants that uses it, block by block.
 *
 * Between two blocks it holds nothing that the chain does not: opened again over the same store, it goes on as if it had
 * never stopped. Only what happened earlier in the epoch at hand is not told again.
 */
export class Simulation {
  readonly app: GonkaApp;
  readonly client: ChainClient;
  readonly #options: SimulationOptions;
  readonly #cast: Cast;
  /** The epoch in effect after the last block; unknown before the first. */
  #epoch: bigint | undefined;
  /** Since the last epoch ended. */
  #told: ToldEvent[] = [];
  #epochEnded = false;

  /** Use `openSimulation`. */
  constructor(options: SimulationOptions, app: GonkaApp, cast: Cast) {
    this.app = app;
    this.client = new InProcessClient(app, options.genesis.bech32Prefix);
    this.#options = options;
    this.#cast = cast;
    this.#epoch = this.height === 0n ? undefined : this.#effectiveEpoch();
  }

  /** Height of the last committed block; 0 before the first. */
  get height(): bigint {
    return this.app.info.lastHeight;
  }

  /** The epoch in effect, which is also how many have ended. */
  get epoch(): bigint {
    return this.#epoch ?? 0n;
  }

  get start(): RunStart {
    const { chainId, profile, genesisHash } = this.app.info;
    return { type: 'run', profile, seed: this.#options.seed, chainId, genesisHash };
  }

  get end(): RunEnd {
    const { initialHeight, lastHeight, lastAppHash, txs } = this.app.info;
    return {
      type: 'end',
      height: toSafeNumber(lastHeight, 'height'),
      appHash: bytesToHex(lastAppHash).toUpperCase(),
      blocks: lastHeight === 0n ? 0 : toSafeNumber(lastHeight - initialHeight + 1n, 'blocks'),
      txs: { ok: toSafeNumber(txs.ok, 'transactions'), failed: toSafeNumber(txs.failed, 'transactions') },
      failures: this.#epochEnded ? [] : this.#happenings().failures,
    };
  }

  /** Makes, runs and commits the next block with what the participants want in it. */
  nextBlock(): SimulatedBlock {
    const { app } = this;
    const { lastHeight, initialHeight } = app.info;
    const height = lastHeight === 0n ? initialHeight : lastHeight + 1n;
    const outgoing = lastHeight === 0n ? [] : transactionsForNextBlock(this.client, this.#cast);
    const txs = outgoing.map(({ messages }) => encodeUnsignedTx(messages));
    const time = this.#timeOf(height);
    const result = app.finalizeBlock({ height, time, txs });
    const { appHash } = app.commit();
    const before = this.#epoch;
    this.#epoch = this.#effectiveEpoch();
    if (this.#epochEnded) this.#told = [];
    this.#epochEnded = before !== this.#epoch;
    this.#told.push(...toldEvents(height, result.events));
    return { height, time, txs, appHash, result, endedEpoch: this.#epochEnded ? before : undefined };
  }

  /** What there is to tell of an epoch; to be asked in the block with which it ended. */
  report(epoch: bigint): EpochReport {
    return epochReport({
      epoch,
      keeper: this.#keeper(),
      appHash: this.app.info.lastAppHash,
      at: (height) => this.#keeperAt(height),
      nameOf: this.#nameOf,
      happenings: this.#happenings(),
    });
  }

  readonly #nameOf = (address: string): string | undefined => this.#cast.byAddress.get(address)?.role.name;

  #happenings(): Happenings {
    const { gov } = this.app.view().keepers;
    return happenings(this.#told, { nameOf: this.#nameOf, titleOf: (id) => gov.proposal(BigInt(id))?.title });
  }

  #timeOf(height: bigint): bigint {
    const { genesis, scenario } = this.#options;
    const blocks = height - genesis.initialHeight + 1n;
    return genesis.time + blocks * BigInt(scenario.blockSeconds) * second;
  }

  #keeper(height?: bigint): Keeper {
    return this.app.view(height).keepers.inference;
  }

  #keeperAt(height: bigint): Keeper | undefined {
    try {
      return this.#keeper(height);
    } catch (error) {
      if (error instanceof CodedError && error.kind === simErrors.heightUnavailable) return undefined;
      throw error;
    }
  }

  #effectiveEpoch(): bigint {
    return getEffectiveEpochIndex(this.#keeper()) ?? 0n;
  }
}

/**
 * Opens a chain, at its genesis or where its store stands, and gives the scenario's participants their keys.
 *
 * @throws gonka-sim/26 with the name of an argument that is not what it should be; else as a chain that is opened
 */
export async function openSimulation(options: SimulationOptions): Promise<Simulation> {
  const { scenario, seed, genesis } = options;
  if (!isScenario(scenario)) throw wrongArgument('scenario', scenario, 'what parseScenario(text, file) gives');
  if (typeof seed !== 'string') throw wrongArgument('seed', seed, 'a text');
  const app = openChain(options);
  const { signing = signingFor(profileOf(options)) } = options;
  const cast = await assembleCast({ scenario, seed, bech32Prefix: genesis.bech32Prefix, signing });
  return new Simulation(options, app, cast);
}

/** Plain JavaScript may hand in anything. */
const isScenario = (scenario: unknown): boolean =>
  typeof scenario === 'object' && scenario !== null && 'participants' in scenario && 'traffic' in scenario;

const signingFor = ({ conduct }: ChainProfile): Signing =>
  conduct.signatures.form === everySignature ? 'everything' : 'seeds';

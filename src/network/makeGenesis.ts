import { GenesisState } from '../gen/inference/inference/genesis.js';
import type { HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import type { Params } from '../gen/inference/inference/params.js';
import { type Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import { deriveAccounts } from '../node/accounts.js';
import { sdkGenesis } from '../node/sdkGenesis.js';
import { formatTime, parseTime } from '../sdk/time.js';
import { defaultGenesisOnlyParams, defaultMultiModelParams, defaultParams } from '../types/defaultParams.js';
import { toProtoJson } from '../types/protoJson.js';
import { toSafeNumber } from '../util/int.js';
import { declaredNode } from './actions/declareHardware.js';
import { type Actor, assembleCast, type Cast, isPresent } from './cast.js';
import { genesisModels } from './genesisModels.js';
import type { Scenario } from './scenarioSchema.js';

export interface GenesisOptions {
  readonly scenario: Scenario;
  readonly chainId?: string;
  /** Name of the rules that the chain runs. */
  readonly profile?: string;
  /** Accounts of its mnemonic that hold coins, whoever takes part; 10 when left out. */
  readonly accounts?: number;
  /** RFC 3339; a fixed one unless told otherwise, so that the same call gives the same file. */
  readonly time?: string;
}

const bech32Prefix = 'gonka';
const denom = 'ngonka';
/** A million coins each. */
const balance = 1_000_000_000_000_000n;
const defaultTime = '2026-01-01T00:00:00Z';

/**
 * Makes the genesis file of a network: its participants of the first hour are validators, with the nodes that the scenario
 * gives them, their initial weights, and ten funded accounts of its mnemonic. Whoever joins later is funded, no more.
 *
 * The same scenario gives the same file, byte for byte.
 */
export async function makeGenesis(options: GenesisOptions): Promise<unknown> {
  const { scenario, chainId = 'gonka-sim-1', profile = 'proposal', time = defaultTime, accounts = 10 } = options;
  const cast = await assembleCast({ scenario, seed: '', bech32Prefix, signing: 'nothing' });
  const founders = cast.actors.filter((actor) => isPresent(actor, 1n) && actor.role.nodes.length > 0);
  const state = sdkGenesis({
    accounts: accountsOf(cast, accounts),
    denom,
    display: 'gonka',
    balance,
    validators: founders.map((founder) => ({
      account: founder.account,
      name: founder.role.name,
      operatorAddress: founder.operatorAddress,
      consensusKey: founder.validatorKey,
      power: weightOf(founder),
    })),
    time,
  });
  return {
    app_name: 'gonka-sim',
    genesis_time: formatTime(parseTime(time)),
    chain_id: chainId,
    initial_height: 1,
    app_hash: null,
    app_state: { ...state, inference: inferenceGenesis(cast, founders, profile, time) },
    consensus: {
      params: {
        block: { max_bytes: '22020096', max_gas: '-1' },
        evidence: { max_age_num_blocks: '100000', max_age_duration: '172800000000000', max_bytes: '1048576' },
        validator: { pub_key_types: ['ed25519'] },
        version: { app: '0' },
        abci: { vote_extensions_enable_height: '0' },
      },
    },
  };
}

/** The file's text: what `genesis init` prints. */
export async function genesisText(options: GenesisOptions): Promise<string> {
  return `${JSON.stringify(await makeGenesis(options), null, 2)}\n`;
}

function accountsOf({ scenario, actors }: Cast, funded: number) {
  const indices = [...Array(funded).keys(), ...actors.map(({ account }) => account.index)];
  const wanted = [...new Set(indices)].sort((a, b) => a - b);
  return deriveAccounts(scenario.mnemonic, wanted, bech32Prefix);
}

const weightOf = ({ role }: Actor): bigint => role.nodes.reduce((sum, { nonces }) => sum + BigInt(nonces), 0n);

function inferenceGenesis(cast: Cast, founders: readonly Actor[], profile: string, time: string) {
  const models = cast.scenario.participants.flatMap(({ nodes }) => nodes.flatMap((node) => node.models));
  return toProtoJson(GenesisState, {
    params: networkParams(),
    genesisOnlyParams: { ...defaultGenesisOnlyParams(), genesisGuardianEnabled: false },
    modelList: genesisModels(models),
    cosmWasmParams: { cw20Code: new Uint8Array(0), cw20CodeId: 0n },
    participantList: founders.map((founder) => participantOf(founder, parseTime(time) / 1_000_000n)),
    profile,
    hardwareNodesList: founders.map((founder) => hardwareOf(cast, founder)),
    initialMlNodes: founders.flatMap(({ address: participant, role }) =>
      role.nodes.map(({ id: nodeId, nonces }) => ({ participant, nodeId, pocWeight: BigInt(nonces) })),
    ),
  });
}

/** The chain's defaults, but for a price of inference from epoch 1 on: a run of ten epochs should see one. */
function networkParams(): Params {
  const params = defaultParams();
  return {
    ...params,
    dynamicPricingParams: { ...params.dynamicPricingParams!, gracePeriodEndEpoch: 1n },
    multiModelParams: defaultMultiModelParams(),
  };
}

function participantOf(founder: Actor, joinTime: bigint): Participant {
  const { address, role, validatorKey } = founder;
  return {
    index: address,
    address,
    weight: toSafeNumber(weightOf(founder), 'weight'),
    joinTime,
    joinHeight: 0n,
    lastInferenceTime: 0n,
    inferenceUrl: role.url ?? `http://${role.name}:8000`,
    status: ParticipantStatus.ACTIVE,
    coinBalance: 0n,
    validatorKey,
    consecutiveInvalidInferences: 0n,
    workerPublicKey: '',
    epochsCompleted: 0,
    currentEpochStats: undefined,
  };
}

function hardwareOf(cast: Cast, founder: Actor): HardwareNodes {
  const nodes = founder.role.nodes.map((node) => declaredNode(cast, founder, node, 1n));
  return { participant: founder.address, hardwareNodes: nodes };
}

import type { GenesisState } from '../../gen/inference/inference/genesis.js';
import type { Model } from '../../gen/inference/inference/model.js';
import type { EpochParams } from '../../gen/inference/inference/params.js';
import { type Participant, ParticipantStatus } from '../../gen/inference/inference/participant.js';
import { moduleName } from '../../keeper/schema.js';
import { addressComplaint } from '../../types/address.js';
import { throughputComplaint } from '../../types/modelLimits.js';
import { checkOptionalUrl, requireEd25519Key } from '../../types/msgs/checks.js';
import { epochLengthFault, paramsFaults } from '../../types/params.js';
import { compareDecimals, decimal } from '../../util/decimal.js';
import { CodedError } from '../../util/errors.js';
import type { GenesisRules } from './genesisConduct.js';
import type { GenesisFault } from './readGenesis.js';

type Faults = Iterable<GenesisFault>;
type Sections = GenesisState;

/** What a genesis must say of the origin of its models. */
export const genesisProposer = 'genesis';

const at = (path: string): string => `${moduleName}.${path}`;

/** Parameters that governance could not set either, and amounts below 0. */
export function* parameterFaults({ params, genesisOnlyParams }: Sections, { prefix }: GenesisRules): Faults {
  if (params !== undefined) {
    for (const { path, text } of paramsFaults(params)) yield { path: at(`params.${path}`), problem: text };
  }
  if (genesisOnlyParams === undefined) return;
  const path = at('genesis_only_params');
  const amounts = {
    total_supply: genesisOnlyParams.totalSupply,
    originator_supply: genesisOnlyParams.originatorSupply,
    top_reward_amount: genesisOnlyParams.topRewardAmount,
    standard_reward_amount: genesisOnlyParams.standardRewardAmount,
    pre_programmed_sale_amount: genesisOnlyParams.preProgrammedSaleAmount,
    genesis_guardian_network_maturity_threshold: genesisOnlyParams.genesisGuardianNetworkMaturityThreshold,
  };
  for (const [name, amount] of Object.entries(amounts)) {
    if (amount < 0n) yield { path: `${path}.${name}`, problem: `must not be negative, is ${amount}` };
  }
  if (genesisOnlyParams.supplyDenom === '') yield { path: `${path}.supply_denom`, problem: 'must not be empty' };
  for (const [index, guardian] of genesisOnlyParams.genesisGuardianAddresses.entries()) {
    yield* addressFaults(`${path}.genesis_guardian_addresses[${index}]`, guardian, `${prefix}valoper`);
  }
}

/** Whoever is listed as a participant: once, under an address of the chain, with keys that are keys. */
export function* participantFaults({ participantList }: Sections, { prefix }: GenesisRules): Faults {
  const seen = new Map<string, string>();
  for (const [index, participant] of participantList.entries()) {
    const path = at(`participant_list[${index}]`);
    const { address } = participant;
    yield* addressFaults(`${path}.address`, address, prefix);
    if (participant.index !== address) {
      yield { path: `${path}.index`, problem: `must be the address, ${address}, is ${participant.index}` };
    }
    yield* repetition(seen, address.toLowerCase(), `${path}.address`);
    yield* keyFaults(participant, path);
    if (ParticipantStatus[participant.status] === undefined) {
      yield { path: `${path}.status`, problem: `${participant.status} is no status` };
    }
  }
}

function* keyFaults({ validatorKey, workerPublicKey, inferenceUrl }: Participant, path: string): Faults {
  if (validatorKey !== '') {
    yield* complaint(`${path}.validator_key`, () => requireEd25519Key(validatorKey, 'validator key'));
  }
  // As the message that brings it is checked: the deployed chain's own export holds keys of 32 bytes.
  if (workerPublicKey.trim() !== '') {
    yield* complaint(`${path}.worker_public_key`, () => requireEd25519Key(workerPublicKey, 'worker key'));
  }
  yield* complaint(`${path}.inference_url`, () => checkOptionalUrl(inferenceUrl));
}

/** What only a chain's very first state must keep to: nobody has earned, voted or registered anything yet. */
export function* beginningFaults({ params, modelList, participantList }: Sections): Faults {
  if (params?.epochParams !== undefined) yield* epochFaults(params.epochParams);
  yield* modelFaults(modelList);
  for (const [index, { weight, coinBalance }] of participantList.entries()) {
    const path = at(`participant_list[${index}]`);
    if (weight < 0) yield { path: `${path}.weight`, problem: `must not be negative, is ${weight}` };
    if (coinBalance < 0n) yield { path: `${path}.coin_balance`, problem: `must not be negative, is ${coinBalance}` };
  }
}

/** Epochs that would never end, and a first PoC before the first block. */
function* epochFaults(params: EpochParams): Faults {
  if (params.epochLength <= 0n) return;
  const path = at('params.epoch_params');
  const fault = epochLengthFault(params);
  if (fault !== undefined) yield { path: `${path}.${fault.path}`, problem: fault.text };
  const firstPoC = params.epochLength - params.epochShift;
  if (firstPoC >= 1n) return;
  yield {
    path: `${path}.epoch_shift`,
    problem: `the first PoC would start at ${firstPoC}, epoch_length - epoch_shift`,
  };
}

const smallestThreshold = decimal(0n);
const largestThreshold = decimal(100n);
const largestExponent = 100;

function* modelFaults(models: readonly Model[]): Faults {
  const seen = new Map<string, string>();
  for (const [index, model] of models.entries()) {
    const { id, proposedBy, validationThreshold } = model;
    const path = at(`model_list[${index}]`);
    if (id.trim() === '') yield { path: `${path}.id`, problem: 'must not be empty' };
    yield* repetition(seen, id, `${path}.id`);
    if (proposedBy !== genesisProposer) {
      const problem = `must be ${JSON.stringify(genesisProposer)}, is ${JSON.stringify(proposedBy)}`;
      yield { path: `${path}.proposed_by`, problem };
    }
    const problem = throughputComplaint(model);
    if (problem !== undefined) yield { path: `${path}.throughput_per_nonce`, problem };
    if (validationThreshold === undefined) continue;
    const isSane =
      Math.abs(validationThreshold.exponent) <= largestExponent &&
      compareDecimals(validationThreshold, smallestThreshold) >= 0 &&
      compareDecimals(validationThreshold, largestThreshold) <= 0;
    if (!isSane) yield { path: `${path}.validation_threshold`, problem: 'must be from 0 to 100' };
  }
}

export function* addressFaults(path: string, address: string, prefix: string): Faults {
  const problem = addressComplaint(address, prefix);
  if (problem !== undefined) yield { path, problem };
}

/** A name that stands in the document for the second time; `seen` remembers where the first one is. */
export function* repetition(seen: Map<string, string>, name: string, path: string): Faults {
  const first = seen.get(name);
  if (first === undefined) seen.set(name, path);
  else yield { path, problem: `${JSON.stringify(name)} stands at ${first} already` };
}

function* complaint(path: string, check: () => void): Faults {
  try {
    check();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield { path, problem: error.message };
  }
}

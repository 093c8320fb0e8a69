import { weightOfNodes } from '../../calculations/nodeShare.js';
import type { ActiveParticipant } from '../../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../../gen/inference/inference/epoch_group_data.js';
import type { GenesisState, InitialMLNode } from '../../gen/inference/inference/genesis.js';
import { moduleAddress } from '../../keeper/accounts.js';
import { requireEffectiveEpoch } from '../../keeper/epochs.js';
import { getAllHardwareNodes } from '../../keeper/hardwareNodes.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getGovernanceModels } from '../../keeper/models.js';
import { getParticipant } from '../../keeper/participants.js';
import { fromAddress, underPrefix } from '../../util/address.js';
import { bytesToBase64 } from '../../util/bytes.js';

/** A validator that staking has from the start. */
export interface GenesisValidator {
  /** Its account, bech32. */
  readonly address: string;
  readonly consensusKey: Uint8Array;
  readonly tokens: bigint;
}

/** In staking's order, strongest first. */
export function genesisValidators(keeper: Keeper): GenesisValidator[] {
  const { prefix } = fromAddress(moduleAddress(keeper, 'gov'));
  const bonded = keeper.neighbours.staking.bonded();
  return bonded.map(({ operatorAddress, ...validator }) => ({
    ...validator,
    address: underPrefix(prefix, operatorAddress),
  }));
}

/**
 * Who takes part in epoch 0, validators first: with the weight of his nodes where genesis weighs any, with his tokens
 * otherwise. Nodes get models and slots by the profile's own rule. Cost: O(validators + nodes).
 */
export function firstParticipants(
  keeper: Keeper,
  validators: readonly GenesisValidator[],
  { initialMlNodes }: GenesisState,
): readonly ActiveParticipant[] {
  const nodesOf = nodesByParticipant(initialMlNodes);
  const known = new Set(validators.map(({ address }) => address));
  const others = [...nodesOf.keys()].filter((address) => !known.has(address));
  const participants = [
    ...validators.map((validator) => ({
      ...participantOf(keeper, validator.address, nodesOf.get(validator.address), validator.tokens),
      validatorKey: bytesToBase64(validator.consensusKey),
    })),
    ...others.map((address) => participantOf(keeper, address, nodesOf.get(address), 0n)),
  ];
  return nodesOf.size === 0 ? participants : assigned(keeper, participants);
}

/** In the order of the document. */
function nodesByParticipant(nodes: readonly InitialMLNode[]): Map<string, MLNodeInfo[]> {
  const byParticipant = new Map<string, MLNodeInfo[]>();
  for (const { participant, nodeId, pocWeight } of nodes) {
    const own = byParticipant.get(participant) ?? [];
    byParticipant.set(participant, own);
    own.push({ nodeId, pocWeight, throughput: 0n, timeslotAllocation: [] });
  }
  return byParticipant;
}

function participantOf(
  keeper: Keeper,
  address: string,
  nodes: readonly MLNodeInfo[] | undefined,
  tokens: bigint,
): ActiveParticipant {
  const record = getParticipant(keeper, address);
  return {
    index: address,
    validatorKey: record?.validatorKey ?? '',
    weight: nodes === undefined ? tokens : weightOfNodes(nodes),
    inferenceUrl: record?.inferenceUrl ?? '',
    models: [],
    seed: undefined,
    mlNodes: nodes === undefined ? [] : [{ mlNodes: nodes }],
  };
}

function assigned(keeper: Keeper, participants: readonly ActiveParticipant[]): readonly ActiveParticipant[] {
  return keeper.profile.strategies.modelAssignment.run({
    upcomingEpoch: requireEffectiveEpoch(keeper),
    endingEpoch: { rootGroup: undefined, subGroups: [], activeParticipants: undefined },
    participants,
    governanceModels: getGovernanceModels(keeper),
    hardwareNodes: new Map(getAllHardwareNodes(keeper).map((nodes) => [nodes.participant, nodes])),
  });
}

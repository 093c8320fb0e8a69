import type { HardwareNode, HardwareNodes } from '../../gen/inference/inference/hardware_node.js';
import { HardwareNodeStatus } from '../../gen/inference/inference/hardware_node.js';
import { moduleName } from '../../keeper/schema.js';
import { maxInt64 } from '../../util/int.js';
import type { GenesisRules } from './genesisConduct.js';
import type { GenesisDocument, GenesisFault } from './readGenesis.js';
import { addressFaults, repetition } from './sectionFaults.js';

type Faults = Iterable<GenesisFault>;

const nodesPath = `${moduleName}.hardware_nodes_list`;
const weightsPath = `${moduleName}.initial_ml_nodes`;

/**
 * Nodes that a genesis declares, and the weights of those that serve in epoch 0 (decisions, section 4): unknown models,
 * nodes and participants, repeated ids, weights that are none. Cost: O(nodes).
 */
export function* nodeFaults({ sections, state }: GenesisDocument, rules: GenesisRules): Faults {
  const { hardwareNodesList, initialMlNodes, modelList, participantList } = sections;
  if (hardwareNodesList.length + initialMlNodes.length === 0) return;
  const path = hardwareNodesList.length > 0 ? nodesPath : weightsPath;
  if (state !== undefined) {
    yield { path, problem: 'the chain has begun already: its nodes are part of its state' };
    return;
  }
  if (rules.conduct?.mayDeclareNodes === false) {
    yield { path, problem: 'the rules of this profile know no nodes before the first PoC' };
    return;
  }
  yield* hardwareFaults(hardwareNodesList, new Set(modelList.map(({ id }) => id)), rules);
  const withKey = new Set(participantList.filter(({ validatorKey }) => validatorKey !== '').map((one) => one.address));
  yield* weightFaults(sections, withKey);
}

function* hardwareFaults(
  list: readonly HardwareNodes[],
  models: ReadonlySet<string>,
  { prefix }: GenesisRules,
): Faults {
  const participants = new Map<string, string>();
  for (const [index, { participant, hardwareNodes }] of list.entries()) {
    const path = `${nodesPath}[${index}]`;
    yield* addressFaults(`${path}.participant`, participant, prefix);
    yield* repetition(participants, participant, `${path}.participant`);
    const ids = new Map<string, string>();
    for (const [place, node] of hardwareNodes.entries()) {
      yield* nodeFault(node, `${path}.hardware_nodes[${place}]`, models);
      yield* repetition(ids, node.localId, `${path}.hardware_nodes[${place}].local_id`);
    }
  }
}

function* nodeFault({ localId, models, status }: HardwareNode, path: string, known: ReadonlySet<string>): Faults {
  if (localId === '') yield { path: `${path}.local_id`, problem: 'must not be empty' };
  if (HardwareNodeStatus[status] === undefined) yield { path: `${path}.status`, problem: `${status} is no status` };
  for (const [index, model] of models.entries()) {
    if (known.has(model)) continue;
    yield { path: `${path}.models[${index}]`, problem: `model ${JSON.stringify(model)} is not in model_list` };
  }
}

function* weightFaults(
  { hardwareNodesList, initialMlNodes }: GenesisDocument['sections'],
  participants: ReadonlySet<string>,
): Faults {
  const declared = new Map(
    hardwareNodesList.map((one) => [one.participant, new Set(one.hardwareNodes.map(({ localId }) => localId))]),
  );
  const seen = new Map<string, string>();
  let total = 0n;
  for (const [index, { participant, nodeId, pocWeight }] of initialMlNodes.entries()) {
    const path = `${weightsPath}[${index}]`;
    if (!participants.has(participant)) {
      yield { path: `${path}.participant`, problem: `${participant} is not in participant_list with a validator key` };
    }
    if (!declared.get(participant)?.has(nodeId)) {
      const problem = `no hardware node ${JSON.stringify(nodeId)} of ${participant} in hardware_nodes_list`;
      yield { path: `${path}.node_id`, problem };
    }
    yield* repetition(seen, `${participant}/${nodeId}`, path);
    if (pocWeight <= 0n) yield { path: `${path}.poc_weight`, problem: `must be positive, is ${pocWeight}` };
    else total += pocWeight;
  }
  if (total > maxInt64) yield { path: weightsPath, problem: `all weights together, ${total}, are not an int64` };
}

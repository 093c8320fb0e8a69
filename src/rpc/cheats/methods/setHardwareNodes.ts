import { z } from 'zod';
import { HardwareNodes } from '../../../gen/inference/inference/hardware_node.js';
import { setHardwareNodes as store } from '../../../keeper/hardwareNodes.js';
import { proto } from '../../../types/codec.js';
import { jsonToWire } from '../../../types/descriptors/jsonToWire.js';
import { cheat } from '../cheat.js';
import { exampleSender } from '../exampleTx.js';
import { address, badField, requireAddress } from '../fields.js';
import { requireInference } from '../inferenceChain.js';
import { intervene } from '../intervene.js';

const node = z
  .looseObject(
    { local_id: z.string('a name is wanted, for example "node1"').min(1, 'a name is wanted, for example "node1"') },
    'an object is wanted, for example {"local_id":"node1","models":["Qwen/QwQ-32B"],"hardware":[{"type":"H100","count":1}]}',
  )
  .describe('a node in the fields of HardwareNode');

export const setHardwareNodes = cheat({
  name: 'sim_setHardwareNodes',
  doc: "Replaces all of a participant's declared MLNodes, as if MsgSubmitHardwareDiff had made them so. An empty list leaves none.",
  params: z.strictObject({
    participant: address.describe('whose nodes'),
    nodes: z.array(node, 'a list of nodes is wanted').describe('all nodes, in the fields of HardwareNode'),
  }),
  example: {
    params: {
      participant: exampleSender,
      nodes: [
        { local_id: 'node1', status: 'INFERENCE', models: ['Qwen/QwQ-32B'], hardware: [{ type: 'H100', count: 8 }] },
      ],
    },
  },
  run(desk, { participant, nodes }) {
    requireInference(desk.node);
    requireAddress('participant', participant, desk.node.genesis.bech32Prefix);
    const names = nodes.map(({ local_id: name }) => name);
    const twice = names.find((name, place) => names.indexOf(name) !== place);
    if (twice !== undefined) throw badField('nodes', `${twice} is there twice; each local_id may be once`);
    const record = readNodes({ participant, hardware_nodes: nodes });
    const told = JSON.parse(JSON.stringify({ participant, nodes }));
    return intervene(desk, 'sim_setHardwareNodes', told, ({ inference }) => store(inference, record));
  },
});

function readNodes(json: unknown): HardwareNodes {
  try {
    return proto(HardwareNodes).decode(jsonToWire('inference.inference.HardwareNodes', json));
  } catch (error) {
    throw badField('nodes', (error as Error).message);
  }
}

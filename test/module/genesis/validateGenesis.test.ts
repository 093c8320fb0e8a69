import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployedGenesis } from '../../../src/module/genesis/genesisConduct.js';
import { defaultGenesis } from '../../../src/module/genesis/initGenesis.js';
import type { GenesisFault } from '../../../src/module/genesis/readGenesis.js';
import { validateGenesis } from '../../../src/module/genesis/validateGenesis.js';
import { CodedError, simErrors } from '../../../src/util/errors.js';
import { secp256k1Key } from '../../types/msgs/breaking.js';
import { dataFolder, haveData } from '../../vectors/shared.js';
import { lines, mistyped, nodes, only, params, rules, weigh } from './faultLines.js';
import { account, modelJson, nodeJson, operator, participantJson, withNodes } from './ground.js';

describe('validateGenesis', () => {
  it('passes the genesis of an empty chain and one with nodes that serve', () => {
    expect(lines(defaultGenesis())).toEqual([]);
    expect(lines(withNodes())).toEqual([]);
  });

  it.skipIf(!haveData)('passes the genesis of the main network', () => {
    const file = JSON.parse(readFileSync(join(dataFolder, 'gonka-mainnet-genesis.json'), 'utf8'));
    expect(lines(file.app_state.inference)).toEqual([]);
    expect(lines(file.app_state.inference, deployedGenesis)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an unknown field', { colour: 'red' }, 'colour: inference.inference.GenesisState has no such field'],
    [
      'an unknown field in a list',
      { model_list: [modelJson('m1'), { ...(modelJson('m2') as object), size: 1 }] },
      'model_list[1].size: inference.inference.Model has no such field',
    ],
    [
      'a list that is none',
      { model_list: {}, hardware_nodes_list: [], initial_ml_nodes: [] },
      'model_list: expected a list, got {}',
    ],
    [
      'a part of params left out',
      { params: { ...params, epoch_params: null } },
      'params.epoch_params: epoch params cannot be nil',
    ],
    [
      'params that governance could not set',
      { params: { ...params, epoch_params: { ...params.epoch_params, poc_exchange_duration: '0' } } },
      'params.epoch_params.poc_exchange_duration: poc exchange duration must be positive',
    ],
    [
      'epochs that would never end',
      { params: { ...params, epoch_params: { ...params.epoch_params, epoch_length: '19' } } },
      'params.epoch_params.epoch_length: epoch length of 19 must be more than the 19 blocks from the start of PoC to the new',
    ],
    [
      'epochs that would end after the last height',
      {
        params: {
          ...params,
          epoch_params: { ...params.epoch_params, set_new_validators_delay: '9223372036854775807' },
        },
      },
      'params.epoch_params.set_new_validators_delay: set new validators delay of 9223372036854775807 is more than 1099511627776',
    ],
    [
      'a first PoC before the chain',
      { params: { ...params, epoch_params: { ...params.epoch_params, epoch_shift: '40' } } },
      'params.epoch_params.epoch_shift: the first PoC would start at 0, epoch_length - epoch_shift',
    ],
    [
      'an amount that overflows',
      { genesis_only_params: { ...only, total_supply: '9223372036854775808' } },
      'genesis_only_params.total_supply: expected an int64 as text or whole number, got "9223372036854775808"',
    ],
    [
      'a negative amount',
      { genesis_only_params: { ...only, top_reward_amount: '-1' } },
      'genesis_only_params.top_reward_amount: must not be negative, is -1',
    ],
    [
      'no denomination',
      { genesis_only_params: { ...only, supply_denom: '' } },
      'genesis_only_params.supply_denom: must not be empty',
    ],
    [
      'a guardian that is no operator',
      { genesis_only_params: { ...only, genesis_guardian_addresses: [operator(1), account(1)] } },
      'genesis_only_params.genesis_guardian_addresses[1]: invalid Bech32 prefix; expected gonkavaloper, got gonka',
    ],
    [
      'a model of somebody',
      { model_list: [modelJson('m1'), { ...(modelJson('m2') as object), proposed_by: account(1) }] },
      `model_list[1].proposed_by: must be "genesis", is "${account(1)}"`,
    ],
    [
      'a model twice',
      { model_list: [modelJson('m1'), modelJson('m2'), modelJson('m1')] },
      'model_list[2].id: "m1" stands at inference.model_list[0].id already',
    ],
    [
      'nonces that stand for too much',
      { model_list: [modelJson('m1'), { ...(modelJson('m2') as object), throughput_per_nonce: '4294967297' }] },
      'model_list[1].throughput_per_nonce: throughput_per_nonce must be at most 4294967296, is 4294967297',
    ],
    [
      'a threshold out of range',
      { model_list: [modelJson('m1'), { ...(modelJson('m2') as object), validation_threshold: { value: '101' } }] },
      'model_list[1].validation_threshold: must be from 0 to 100',
    ],
    [
      'a wrong checksum',
      {
        participant_list: [
          participantJson(1),
          participantJson(2),
          participantJson(3, { address: mistyped, index: mistyped }),
        ],
      },
      'participant_list[2].address: decoding bech32 failed: invalid checksum (expected',
    ],
    [
      'a foreign prefix',
      {
        participant_list: [
          participantJson(1),
          participantJson(2),
          participantJson(3, { address: operator(3), index: operator(3) }),
        ],
      },
      'participant_list[2].address: invalid Bech32 prefix; expected gonka, got gonkavaloper',
    ],
    [
      'an index that is another one',
      { participant_list: [participantJson(1), participantJson(2), participantJson(3, { index: account(4) })] },
      `participant_list[2].index: must be the address, ${account(3)}, is ${account(4)}`,
    ],
    [
      'a participant twice',
      { participant_list: [participantJson(1), participantJson(2), participantJson(1)] },
      `participant_list[2].address: "${account(1)}" stands at inference.participant_list[0].address already`,
    ],
    [
      'a negative weight',
      { participant_list: [participantJson(1), participantJson(2, { weight: -1 })] },
      'participant_list[1].weight: must not be negative, is -1',
    ],
    [
      'a debt',
      { participant_list: [participantJson(1), participantJson(2, { coin_balance: '-5' })] },
      'participant_list[1].coin_balance: must not be negative, is -5',
    ],
    [
      'a short validator key',
      { participant_list: [participantJson(1), participantJson(2), participantJson(3, { validator_key: 'AAAA' })] },
      'participant_list[2].validator_key: invalid validator key: ED25519 validator key must be exactly 32 bytes',
    ],
    [
      'a worker key of another kind',
      { participant_list: [participantJson(1), participantJson(2, { worker_public_key: secp256k1Key })] },
      'participant_list[1].worker_public_key: invalid worker key: ED25519 validator key must be exactly 32 bytes',
    ],
    [
      'a status that is none',
      { participant_list: [participantJson(1), participantJson(2), participantJson(3, { status: 9 })] },
      'participant_list[2].status: 9 is no status',
    ],
    [
      'an url that is none',
      { participant_list: [participantJson(1), participantJson(2), participantJson(3, { inference_url: 'ftp://x' })] },
      'participant_list[2].inference_url: url must have scheme http or https: invalid request',
    ],
    [
      'an unknown model of a node',
      {
        hardware_nodes_list: [
          ...(withNodes().hardware_nodes_list as object[]),
          { participant: account(3), hardware_nodes: [nodeJson('x', 'm1', 'm9')] },
        ],
      },
      'hardware_nodes_list[2].hardware_nodes[0].models[1]: model "m9" is not in model_list',
    ],
    [
      'two nodes with one id',
      { hardware_nodes_list: nodes(nodeJson('a', 'm1'), nodeJson('a', 'm2')), initial_ml_nodes: [] },
      'hardware_nodes_list[0].hardware_nodes[1].local_id: "a" stands at inference.hardware_nodes_list[0].hardware_nodes[0].local_id already',
    ],
    [
      'a node without id',
      { hardware_nodes_list: nodes(nodeJson('', 'm1')), initial_ml_nodes: [] },
      'hardware_nodes_list[0].hardware_nodes[0].local_id: must not be empty',
    ],
    [
      'a node status that is none',
      { hardware_nodes_list: nodes({ local_id: 'a', status: 17 }), initial_ml_nodes: [] },
      'hardware_nodes_list[0].hardware_nodes[0].status: 17 is no status',
    ],
    [
      'nodes of one participant in two places',
      { hardware_nodes_list: [...nodes(nodeJson('a')), ...nodes(nodeJson('b'))], initial_ml_nodes: [] },
      `hardware_nodes_list[1].participant: "${account(1)}" stands at inference.hardware_nodes_list[0].participant already`,
    ],
    [
      'nodes of nobody',
      { hardware_nodes_list: [{ participant: 'me', hardware_nodes: [] }], initial_ml_nodes: [] },
      'hardware_nodes_list[0].participant: decoding bech32 failed: invalid bech32 string length 2',
    ],
    [
      'a weight of a node that nobody declares',
      { initial_ml_nodes: weigh({ node_id: 'z' }) },
      `initial_ml_nodes[0].node_id: no hardware node "z" of ${account(1)} in hardware_nodes_list`,
    ],
    [
      'a weight of somebody without a key',
      { participant_list: [participantJson(1, { validator_key: '' })], initial_ml_nodes: weigh({}) },
      `initial_ml_nodes[0].participant: ${account(1)} is not in participant_list with a validator key`,
    ],
    [
      'a weight of 0',
      { initial_ml_nodes: weigh({ poc_weight: '0' }) },
      'initial_ml_nodes[0].poc_weight: must be positive, is 0',
    ],
    [
      'a negative node weight',
      { initial_ml_nodes: weigh({ poc_weight: '-3' }) },
      'initial_ml_nodes[0].poc_weight: must be positive, is -3',
    ],
    [
      'two weights of one node',
      { initial_ml_nodes: [...weigh({}), ...weigh({ poc_weight: '1' })] },
      `initial_ml_nodes[1]: "${account(1)}/a" stands at inference.initial_ml_nodes[0] already`,
    ],
    [
      'weights that overflow together',
      { initial_ml_nodes: [...weigh({ poc_weight: '9223372036854775807' }), ...weigh({ node_id: 'b' })] },
      'initial_ml_nodes: all weights together, 9223372036854775814, are not an int64',
    ],
  ])('finds %s', (_, changes, line) => {
    const found = lines(withNodes(changes as never));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(line);
  });

  it('knows no nodes under the deployed rules', () => {
    const problem = 'the rules of this profile know no nodes before the first PoC';
    expect(lines(withNodes(), deployedGenesis)).toEqual([`hardware_nodes_list: ${problem}`]);
    expect(lines(withNodes({ hardware_nodes_list: [] }), deployedGenesis)).toEqual([`initial_ml_nodes: ${problem}`]);
  });

  it('lists all faults in one error, line by line', () => {
    const genesis = {
      ...withNodes({
        colour: 'red',
        params: {
          ...params,
          epoch_params: { ...params.epoch_params, epoch_length: '0', poc_stage_duration: '-4' },
        } as never,
        participant_list: [
          participantJson(1),
          participantJson(2, { weight: 'heavy' }),
          participantJson(3, { weight: -7 }),
        ],
      }),
    };
    let thrown: unknown;
    try {
      validateGenesis(genesis, rules);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CodedError);
    const { kind, message, context } = thrown as CodedError;
    expect(kind).toBe(simErrors.genesisInvalid);
    expect(message.split('\n')).toEqual([
      'inference.colour: inference.inference.GenesisState has no such field',
      'inference.participant_list[1].weight: expected an int32 as text or whole number, got "heavy"',
      'inference.params.epoch_params.epoch_length: epoch length must be positive',
      'inference.params.epoch_params.poc_stage_duration: poc stage duration must be positive',
      'inference.participant_list[2].weight: must not be negative, is -7: invalid genesis',
    ]);
    expect((context.faults as GenesisFault[])[1]).toEqual({
      path: 'inference.participant_list[1].weight',
      problem: 'expected an int32 as text or whole number, got "heavy"',
    });
  });

  it.each([[null], [5], [[]]])('wants an object, not %o', (genesis) => {
    expect(lines(genesis)[0]).toBe(`inference: expected an object, got ${JSON.stringify(genesis)}`);
  });
});

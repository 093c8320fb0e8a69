import { describe, expect, it } from 'vitest';
import { lines, nodes } from './faultLines.js';
import { account, modelJson, nodeJson, participantJson, withNodes } from './ground.js';

describe('the state of an exported chain', () => {
  const resumed = (state: unknown, changes: object = {}) => ({
    ...withNodes({ hardware_nodes_list: [], initial_ml_nodes: [] }),
    model_list: [{ ...(modelJson('m1') as object), proposed_by: account(9) }],
    participant_list: [participantJson(1, { weight: -1, coin_balance: '-3' })],
    state,
    ...changes,
  });

  it('may have what no beginning has', () => {
    expect(lines(resumed({ effectiveEpoch: [['', '0000000000000000']], epochs: [['0000000000000000', '']] }))).toEqual(
      [],
    );
  });

  it.each<[string, unknown, string]>([
    ['no object', [], 'state: expected an object'],
    ['an unknown collection', { colours: [] }, 'state.colours: there is no such collection'],
    ['a collection with a section', { params: [] }, 'state.params: this collection has a section of its own'],
    ['records that are no list', { epochs: {} }, 'state.epochs: expected a list'],
    ['a record that is no pair', { epochs: [['00']] }, 'state.epochs[0]: expected a pair of hex texts'],
    ['text that is no hex', { epochs: [['zz', '']] }, 'state.epochs[0]: '],
    ['a short key', { epochs: [['00', '']] }, 'state.epochs[0]: '],
    ['a broken record', { epochs: [['0000000000000001', 'ff']] }, 'state.epochs[0]: inference.inference.Epoch: '],
    [
      'a key where there is only one record',
      { effectiveEpoch: [['00', '0000000000000000']] },
      'state.effectiveEpoch[0]: a single record has no key',
    ],
  ])('is refused with %s', (_, state, line) => {
    const found = lines(resumed(state));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(line);
  });

  it('has its nodes in it', () => {
    const problem = 'the chain has begun already: its nodes are part of its state';
    expect(lines(resumed({}, { hardware_nodes_list: nodes(nodeJson('a', 'm1')) }))).toEqual([
      `hardware_nodes_list: ${problem}`,
    ]);
  });
});

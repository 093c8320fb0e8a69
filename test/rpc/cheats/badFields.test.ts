import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cheats } from '../../../src/rpc/cheats/cheatTable.js';
import { exampleSender, exampleTxHash } from '../../../src/rpc/cheats/exampleTx.js';
import { type CheatNode, cheatNode } from './cheatNode.js';

const elsewhere = 'cosmos1pkptre7fdkl6gfrzlesjjvhxhlc3r4gmmk8rs6';

/** Each call breaks one field; the answer names it and says what is wanted. */
const rows: readonly (readonly [method: string, params: unknown, data: RegExp])[] = [
  ['sim_mine', { blocks: 0 }, /^blocks: from 1 to 1000000, for example 5$/],
  ['sim_mine', { blocks: 1.5 }, /^blocks: a whole number is wanted/],
  ['sim_mine', { blocks: 'many' }, /^blocks: a whole number is wanted/],
  ['sim_mine', { block: 5 }, /^block: there is no such field; sim_mine takes blocks$/],
  ['sim_mine', [1, 2], /^sim_mine takes no more than 1 values: blocks$/],
  ['sim_mine', 'five', /^sim_mine takes an object of fields: blocks$/],
  ['sim_advanceTo', {}, /^exactly one of height, epoch and stage is wanted/],
  ['sim_advanceTo', { height: 9, stage: 'EndOfPoC' }, /^exactly one of/],
  ['sim_advanceTo', { height: 1 }, /^height: the chain is at height 1; a later one is wanted$/],
  ['sim_advanceTo', { height: '2000000' }, /^height: 1999999 blocks ahead; at most/],
  ['sim_advanceTo', { stage: 'Lunch' }, /^stage: one of StartOfPoC, .* is wanted$/],
  ['sim_advanceTo', { epoch: 0 }, /^epoch: from 1 to/],
  ['sim_setTime', { time: 'noon' }, /^time: a time is wanted/],
  ['sim_setTime', { time: '2020-01-01T00:00:00Z' }, /^time: the last block is of 2/],
  ['sim_setTime', {}, /^time: a time is wanted/],
  ['sim_increaseTime', { seconds: -1 }, /^seconds: seconds from 0 on are wanted/],
  ['sim_increaseTime', { seconds: 'a while' }, /^seconds: seconds from 0 on are wanted/],
  ['sim_setBlockMode', { mode: 'fast' }, /^mode: one of instant, interval, mixed, manual is wanted$/],
  ['sim_setBlockMode', { mode: 'interval', blockTime: 0 }, /^blockTime: from 1 to/],
  ['sim_snapshot', { name: 'a' }, /^name: there is no such field; sim_snapshot takes nothing$/],
  ['sim_revert', { id: 7 }, /^id: there is no snapshot 7; there are: none; take one with sim_snapshot$/],
  ['sim_revert', {}, /^id: a whole number is wanted/],
  ['sim_snapshots', [1], /takes no more than 0 values: nothing$/],
  ['sim_setBalance', { address: 'me', amount: 1 }, /^address: decoding bech32 failed/],
  ['sim_setBalance', { address: elsewhere, amount: 1 }, /^address: invalid Bech32 prefix; expected gonka, got cosmos/],
  ['sim_setBalance', { address: exampleSender, amount: '-1' }, /^amount: from 0 to/],
  ['sim_setBalance', { address: exampleSender, amount: 1, denom: '1x' }, /^denom: a denomination is wanted/],
  [
    'sim_setStoreKey',
    { store: 'nowhere', key: '00', value: null },
    /^store: there is no store nowhere; there are: .*bank/,
  ],
  ['sim_setStoreKey', { store: 'bank', key: '', value: null }, /^key: at least one byte is wanted$/],
  ['sim_setStoreKey', { store: 'bank', key: 'xy', value: null }, /^key: hex is wanted/],
  ['sim_setStoreKey', { store: 'bank', key: '00' }, /^value: hex is wanted/],
  ['sim_dropTx', { hash: 'ab' }, /^hash: 64 hex digits/],
  ['sim_dropTx', { hash: exampleTxHash }, /^hash: BA52.* does not wait in the mempool/],
  [
    'sim_setParams',
    { module: 'weather', params: {} },
    /^module: weather has no parameters; there are: auth, bank, .*inference/,
  ],
  ['sim_setParams', { module: 'inference', params: 5 }, /^params: an object of parameters is wanted/],
  [
    'sim_setParams',
    { module: 'inference', params: { pace: 1 } },
    /^params.pace: there is no such parameter; there are: /,
  ],
  [
    'sim_setParams',
    { module: 'inference', params: { epoch_params: { length: 1 } } },
    /^params.epoch_params.length: there is no such parameter/,
  ],
  ['sim_setParams', { module: 'bank', params: { default_send_enabled: 'x' } }, /^params: /],
  [
    'sim_setParams',
    { module: 'inference', params: { epoch_params: { epoch_length: 0 } } },
    /^params: inference refuses them/,
  ],
  ['sim_setHardwareNodes', { participant: 'me', nodes: [] }, /^participant: decoding bech32 failed/],
  ['sim_setHardwareNodes', { participant: exampleSender, nodes: [5] }, /^nodes.0: an object is wanted/],
  ['sim_setHardwareNodes', { participant: exampleSender, nodes: [{}] }, /^nodes.0.local_id: a name is wanted/],
  ['sim_setHardwareNodes', { participant: exampleSender, nodes: [{ local_id: 'a', status: 'x' }] }, /^nodes: /],
  [
    'sim_setHardwareNodes',
    { participant: exampleSender, nodes: [{ local_id: 'a' }, { local_id: 'a' }] },
    /^nodes: a is there twice/,
  ],
  ['sim_setWeights', { weights: {} }, /^weights: at least one member is wanted/],
  ['sim_setWeights', { weights: { [exampleSender]: 1 } }, /^weights.gonka1.*: no member of epoch 0; there are: gonka1/],
  ['sim_setWeights', { weights: { [exampleSender]: 0 } }, /^weights.gonka1.*: from 1 to/],
  ['sim_setWeights', { weights: { [exampleSender]: 1 }, epoch: 9 }, /^epoch: epoch 9 has no groups/],
  ['sim_dumpState', { file: '' }, /^file: a text is wanted/],
  ['sim_dumpState', { file: '/' }, /^file: \/ is there already|^file: cannot be written/],
  ['sim_dumpState', { file: '/nowhere/at/all' }, /^file: cannot be written: ENOENT/],
  ['sim_loadState', { file: '/nowhere/at/all' }, /^file: cannot be read: ENOENT/],
  ['sim_loadState', { file: 'package.json' }, /^file: package.json: no state of this chain: "{" is not JSON/],
  ['sim_reset', { to: 1 }, /^to: there is no such field/],
  ['sim_traceTx', { hash: exampleTxHash }, /^hash: BA52.* is in no kept block; tx_search/],
  ['sim_traceHeight', { height: 1 }, /^height: block 1 begins with genesis; a later one is wanted/],
  ['sim_traceHeight', { height: 9 }, /^height: block 9 is not kept; there are those from 1 to 1$/],
  ['sim_diff', { from: 1, to: 9 }, /^to: the chain is at height 1; one up to there is wanted/],
  ['sim_diff', { from: 0, to: 1 }, /^from: from 1 to/],
  ['sim_impersonate', { address: elsewhere }, /^address: invalid Bech32 prefix/],
  ['sim_stopImpersonating', { address: exampleSender }, /^address: .* is not impersonated$/],
];

describe('fields of cheats', () => {
  let node: CheatNode;
  beforeAll(async () => {
    node = await cheatNode();
  });
  afterAll(() => node.stop());

  it.each(rows)('%s %j', async (method, params, data) => {
    expect(await node.call(method, params)).toEqual({ code: -32602, data: expect.stringMatching(data) });
    expect(node.node.height).toBe(1n);
  });

  it('are all tried', () => {
    const tried = new Set(rows.map(([method]) => method));
    expect(cheats.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseGenesisFile } from '../../../src/node/genesisFile.js';
import { freshGenesis } from '../../../src/nodeEntry.js';
import { exampleReceiver, exampleSender, exampleTxHash, sendExampleTx } from '../../../src/rpc/cheats/exampleTx.js';
import { type Answer, cheatNode } from './cheatNode.js';

const validator = 'gonka1vcqc3gcyu3j937nz7kyvmhwxgqctp88xsq5qlw';
const rest = async (node: { restUrl: string }, path: string): Promise<Answer> =>
  (await fetch(`${node.restUrl}/productscience/inference/inference/${path}`)).json();

describe('state that is changed by hand', () => {
  it('has other parameters', async () => {
    await using node = await cheatNode();
    const changed = { module: 'inference', params: { epoch_params: { epoch_length: '60', poc_stage_duration: 12 } } };
    expect(await node.call('sim_setParams', changed)).toMatchObject({ height: '2', writes: '1' });
    const { params } = await rest(node, 'params');
    expect(params.epoch_params).toMatchObject({
      epoch_length: '60',
      poc_stage_duration: '12',
      poc_exchange_duration: '2',
    });
    for (const [module, field, value] of [
      ['auth', 'max_memo_characters', '99'],
      ['bank', 'default_send_enabled', false],
      ['staking', 'max_validators', 7],
      ['gov', 'voting_period', '20s'],
    ] as const) {
      expect(await node.call('sim_setParams', { module, params: { [field]: value } }), module).toMatchObject({
        writes: '1',
      });
    }
  });

  it('has other nodes', async () => {
    await using node = await cheatNode();
    const nodes = [
      { local_id: 'a', status: 'INFERENCE', models: ['Qwen/QwQ-32B'], hardware: [{ type: 'H100', count: 8 }] },
    ];
    await node.call('sim_setHardwareNodes', { participant: exampleSender, nodes });
    const answer = await rest(node, `hardware_nodes/${exampleSender}`);
    expect(answer.nodes.hardware_nodes).toMatchObject(nodes);
  });

  it('has other weights, which votes and validators follow', async () => {
    await using node = await cheatNode();
    const answer = await node.call('sim_setWeights', { weights: { [validator]: '250' } });
    expect(answer.broken).toEqual([]);
    const { epoch_group_data: group } = await rest(node, 'epoch_group_data/0');
    expect(group).toMatchObject({ total_weight: '250', validation_weights: [{ weight: '250' }] });
    await node.call('sim_mine', { blocks: 4 });
    const { validators } = await node.call('validators');
    expect(validators).toMatchObject([{ voting_power: '250' }]);
  });

  it('is told by key, record and value', async () => {
    await using node = await cheatNode();
    await node.call('sim_setBalance', { address: exampleReceiver, amount: '77' });
    const { differences } = await node.call('sim_diff', { from: 1, to: 2 });
    const record = expect.stringMatching(`^balances .*${exampleReceiver}`);
    expect(differences).toContainEqual({
      store: 'bank',
      key: expect.any(String),
      record,
      from: expect.any(String),
      to: '"77"',
    });
    expect(await node.call('sim_diff', { from: 2, to: 2 })).toMatchObject({ differences: [] });
  });
});

describe('a trace', () => {
  it('tells what a transaction did, part by part', async () => {
    await using node = await cheatNode();
    await node.call(...sendExampleTx);
    await node.call('sim_mine', { blocks: 3 });
    const trace = await node.call('sim_traceTx', { hash: exampleTxHash });
    expect(trace).toMatchObject({ height: '2', index: 0, code: 0, matches: true });
    expect(trace.steps.map(({ step }: Answer) => step)).toEqual([
      'transaction 0',
      'transaction 0, cosmos.bank.v1beta1.MsgSend',
    ]);
    const [checks, message] = trace.steps;
    expect(checks.stores).toContainEqual(
      expect.objectContaining({ store: 'acc', did: 'read', record: `accounts "${exampleSender}"` }),
    );
    expect(message.events.map(({ type }: Answer) => type)).toContain('transfer');
    expect(Number(message.gas_used)).toBeGreaterThan(0);
    expect(Number(message.gas_used)).toBeLessThan(Number(trace.gas_used));
    const balances = message.stores.filter(
      ({ did, record }: Answer) => did === 'write' && record.startsWith('balances'),
    );
    expect(balances).toHaveLength(2);
    expect(node.node.height).toBe(4n);
  });

  it('tells what a block did, also by hand, and comes to the same state', async () => {
    await using node = await cheatNode();
    await node.call('sim_setBalance', { address: exampleReceiver, amount: '77' });
    const trace = await node.call('sim_traceHeight', { height: 2 });
    expect(trace.matches).toBe(true);
    expect(trace.steps[0]).toMatchObject({
      step: 'before the block',
      stores: expect.arrayContaining([expect.objectContaining({ did: 'write', value: '"77"' })]),
    });
    const { height } = await node.call('sim_advanceTo', { stage: 'SetNewValidators' });
    const stage = await node.call('sim_traceHeight', { height });
    expect(stage.matches).toBe(true);
    expect(stage.steps.map(({ step }: Answer) => step)).toContain('inference, SetNewValidators');
  });
});

describe('a chain that is kept and taken back', () => {
  let home: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'gonka-sim-cheats-'));
    file = join(home, 'state.jsonl');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const genesisOf = async () => parseGenesisFile(await freshGenesis({}), 'genesis.json');

  it('begins again', async () => {
    const genesis = await genesisOf();
    let mined: Answer;
    {
      await using node = await cheatNode({ genesis, home });
      const first = node.node.app.info.lastAppHash;
      mined = await node.call('sim_mine', { blocks: 4 });
      await node.call('sim_setBalance', { address: exampleReceiver, amount: '77' });
      await node.call('sim_snapshot');
      expect(await node.call('sim_reset')).toMatchObject({ height: '1' });
      expect(node.node.app.info.lastAppHash).toEqual(first);
      expect((await node.call('sim_snapshots')).snapshots).toEqual([]);
      expect((await node.call('block', { height: '3' })).code).toBe(-32603);
    }
    await using node = await cheatNode({ genesis, home });
    expect(node.node.height).toBe(1n);
    expect(await node.call('sim_mine', { blocks: 4 })).toEqual(mined);
  });

  it('goes on elsewhere with the same hashes, through a file and through HTTP', async () => {
    const genesis = await genesisOf();
    await using there = await cheatNode({ genesis });
    await there.call(...sendExampleTx);
    await there.call('sim_advanceTo', { stage: 'StartOfPoC' });
    const dumped = await there.call('sim_dumpState', { file });
    const { file: _, ...place } = dumped;
    const text = await (await fetch(`${there.restUrl}/sim/state`)).text();
    expect(text).toBe(readFileSync(file, 'utf8'));
    expect(await there.call('sim_dumpState', { file })).toMatchObject({
      code: -32602,
      data: expect.stringMatching(/is there already/),
    });
    const later = await there.call('sim_advanceTo', { stage: 'SetNewValidators' });

    {
      await using here = await cheatNode({ genesis, home });
      await here.call('sim_mine', { blocks: 7 });
      expect(await here.call('sim_loadState', { file })).toEqual(place);
      expect(await here.call('sim_mine')).toMatchObject({ height: String(Number(place.height) + 1) });
    }
    await using here = await cheatNode({ genesis, home });
    expect(await here.call('sim_advanceTo', { height: later.height })).toEqual(later);
    const posted = await fetch(`${here.restUrl}/sim/state`, { method: 'POST', body: text });
    expect(await posted.json()).toEqual(place);
  });

  it('is refused when it is not whole, and nothing is changed', async () => {
    await using node = await cheatNode();
    await node.call('sim_dumpState', { file });
    const lines = readFileSync(file, 'utf8').split('\n');
    const before = node.node.app.info;
    const load = async (text: string) => {
      writeFileSync(file, text);
      const { code, data } = await node.call('sim_loadState', { file });
      expect(code).toBe(-32602);
      return data;
    };
    expect(await load('')).toMatch(/it is empty/);
    expect(await load(lines.slice(1).join('\n'))).toMatch(/first line/);
    expect(await load(lines.slice(0, -2).join('\n'))).toMatch(/form none/);
    expect(await load(lines.join('\n').replace('"chainId":"gonka-sim-1"', '"chainId":"other"'))).toMatch(/chain other/);
    expect(await load(lines.join('\n').replace('"store":"bank"', '"store":"blank"'))).toMatch(/its stores are others/);
    const broken = lines.map((line) => (line.startsWith('[[') ? line.replace(/AA/, 'AB') : line));
    expect(await load(broken.join('\n'))).toMatch(/form none|another hash/);
    const posted = await fetch(`${node.restUrl}/sim/state`, { method: 'POST', body: '{' });
    expect([posted.status, ((await posted.json()) as Answer).code]).toEqual([400, 3]);
    expect(node.node.app.info).toEqual(before);
  });
});

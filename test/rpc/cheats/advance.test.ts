import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exampleReceiver } from '../../../src/rpc/cheats/exampleTx.js';
import { bytesToHex } from '../../../src/util/bytes.js';
import { fc } from '../../util/fc.js';
import { type CheatNode, cheatNode } from './cheatNode.js';

// An advance makes its blocks in turns, between which the node answers others; mining makes them one call after another. Both
// must leave the same chain.

/** All that a client can see of some heights: header, app hash, events, results, validators. */
function chainOf({ node }: CheatNode, from: bigint): readonly unknown[] {
  const seen: unknown[] = [];
  for (let height = from; height <= node.height; height++) {
    const { blockId } = node.blocks.byHeight(height)!;
    const { appHash, ...results } = node.blocks.results(height)!;
    seen.push({ id: bytesToHex(blockId.hash), appHash: bytesToHex(appHash), results });
  }
  return [...seen, node.blocks.validators(node.height + 2n)];
}

const epochParams = fc
  .record({
    stage: fc.integer({ min: 2, max: 8 }),
    exchange: fc.integer({ min: 1, max: 3 }),
    delay: fc.integer({ min: 0, max: 3 }),
    rest: fc.integer({ min: 3, max: 30 }),
  })
  .map(({ stage, exchange, delay, rest }) => ({
    poc_stage_duration: String(stage),
    poc_exchange_duration: String(exchange),
    poc_validation_delay: String(delay),
    poc_validation_duration: String(stage),
    set_new_validators_delay: String(delay + 1),
    epoch_length: String(2 * stage + 2 * delay + 1 + rest),
  }));

const ways = [
  { stage: 'StartOfPoC' },
  { stage: 'EndOfPoCValidation' },
  { stage: 'SetNewValidators' },
  { epoch: 1 },
  { epoch: 2 },
  { height: 60 },
] as const;

describe('an advance', () => {
  it('makes the same chain as mining block by block', { timeout: 120_000 }, async () => {
    const cases = fc.record({
      params: epochParams,
      way: fc.constantFrom(...ways),
      balance: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ params, way, balance }) => {
        await using jumping = await cheatNode();
        await using mining = await cheatNode();
        for (const { call } of [jumping, mining]) {
          await call('sim_setParams', { module: 'inference', params: { epoch_params: params } });
          await call('sim_setBalance', { address: exampleReceiver, amount: String(balance) });
        }
        const { height, code, data } = await jumping.call('sim_advanceTo', way);
        expect(code, data).toBeUndefined();
        while (mining.node.height < BigInt(height)) mining.node.mine();
        expect(chainOf(jumping, 1n)).toEqual(chainOf(mining, 1n));
      }),
      { numRuns: 12 },
    );
  });

  it('makes a long epoch, answers others meanwhile, and tells how far it is', { timeout: 240_000 }, async () => {
    const told: bigint[] = [];
    await using jumping = await cheatNode({ onProgress: (height) => told.push(height) });
    await using mining = await cheatNode();
    const params = { epoch_params: { epoch_length: '17280' } };
    for (const { call } of [jumping, mining]) await call('sim_setParams', { module: 'inference', params });
    const advance = jumping.call('sim_advanceTo', { epoch: 2 });
    let answers = 0;
    const done = advance.then(() => true);
    while (!(await Promise.race([done, Promise.resolve(false)]))) {
      expect((await jumping.call('status')).sync_info).toBeDefined();
      answers += 1;
      await setTimeout(100);
    }
    const { height } = await advance;
    expect(Number(height)).toBeGreaterThan(17_280);
    expect(answers).toBeGreaterThan(3);
    expect(told).toEqual(Array.from({ length: 17 }, (_, index) => BigInt(1000 * (index + 1))));
    mining.node.mine(Number(height) - Number(mining.node.height));
    // The past of a chain in memory ends somewhere; a block's id holds all of it.
    expect(chainOf(jumping, BigInt(height) - 400n)).toEqual(chainOf(mining, BigInt(height) - 400n));
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet, makeCosmoshubPath } from '@cosmjs/proto-signing';
import { SigningStargateClient, StargateClient } from '@cosmjs/stargate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sdkAnteWith } from '../../../src/app/ante/sdkAnte.js';
import { blockRequest } from '../../../src/node/blockRequest.js';
import { parseGenesisFile } from '../../../src/node/genesisFile.js';
import type { Node } from '../../../src/node/node.js';
import { openChain } from '../../../src/node/openChain.js';
import { freshGenesis } from '../../../src/nodeEntry.js';
import { exampleReceiver, exampleSender } from '../../../src/rpc/cheats/exampleTx.js';
import { bytesToHex } from '../../../src/util/bytes.js';
import { isTrustworthy } from '../../node/isTrustworthy.js';
import { cheatNode } from './cheatNode.js';

/** Makes all blocks of a chain again from its genesis and what its records say was done by hand. */
function remake({ genesis, blocks, height }: Node): string {
  const impersonated = new Set<string>();
  const isImpersonated = (address: string) => impersonated.has(address);
  const app = openChain({ genesis, ante: sdkAnteWith({ minGasPrices: [], isImpersonated }) });
  let appHash = new Uint8Array();
  for (let at = 1n; at <= height; at++) {
    impersonated.clear();
    for (const address of blocks.byHand(at)!.impersonated) impersonated.add(address);
    app.finalizeBlock(blockRequest(blocks, at)!);
    appHash = new Uint8Array(app.commit().appHash);
  }
  return bytesToHex(appHash).toUpperCase();
}

const fee = { amount: [], gas: '200000' };
const coins = [{ denom: 'ngonka', amount: '5' }];

describe('a chain that was cheated', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'gonka-sim-cheats-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('shows its clients what was changed, goes on from its folder, and can be made again', async () => {
    const genesis = parseGenesisFile(await freshGenesis({}), 'genesis.json');
    let before: { height: string; app_hash: string };
    {
      await using node = await cheatNode({ genesis, home });
      await node.call('sim_setBalance', { address: exampleReceiver, amount: '77' });
      await node.call('sim_setStoreKey', { store: 'inference', key: 'ffff', value: '01' });
      const client = await StargateClient.connect(node.rpcUrl);
      expect(await client.getBalance(exampleReceiver, 'ngonka')).toEqual({ denom: 'ngonka', amount: '77' });
      client.disconnect();
      before = await node.call('sim_mine', { blocks: 3 });
    }
    await using node = await cheatNode({ genesis, home });
    const { app } = node.node;
    expect({ height: String(app.info.lastHeight), app_hash: bytesToHex(app.info.lastAppHash).toUpperCase() }).toEqual({
      height: before.height,
      app_hash: before.app_hash,
    });
    const { events } = node.node.blocks.results(2n)!;
    expect(events[0]).toMatchObject({
      type: 'intervention',
      attributes: [{ value: 'sim_setBalance' }, {}, { value: 'BeginBlock' }],
    });
    const { app_hash: after } = await node.call('sim_mine');
    expect(remake(node.node)).toBe(after);
  });

  it('takes transactions of whom it impersonates from anybody, for their fees and in their order', async () => {
    await using node = await cheatNode({ mode: 'instant' });
    const stranger = await DirectSecp256k1HdWallet.generate(12, { prefix: 'gonka', hdPaths: [makeCosmoshubPath(0)] });
    const { pubkey } = (await stranger.getAccounts())[0]!;
    // Says that it holds the sender's key, and signs with its own.
    const liar = {
      getAccounts: async () => [{ address: exampleSender, algo: 'secp256k1' as const, pubkey }],
      signDirect: async (_: string, doc: Parameters<typeof stranger.signDirect>[1]) => {
        const [own] = await stranger.getAccounts();
        return stranger.signDirect(own!.address, doc);
      },
    };
    const client = await SigningStargateClient.connectWithSigner(node.rpcUrl, liar, { broadcastPollIntervalMs: 20 });
    const send = () => client.sendTokens(exampleSender, exampleReceiver, coins, fee);
    await expect(send()).rejects.toThrow(/pubKey does not match signer address/);
    await node.call('sim_impersonate', { address: exampleSender });
    expect(await send()).toMatchObject({ code: 0 });
    expect(await send()).toMatchObject({ code: 0 });
    expect(await client.getSequence(exampleSender)).toMatchObject({ sequence: 2 });
    expect(remake(node.node)).toBe(bytesToHex(node.node.app.info.lastAppHash).toUpperCase());
    await node.call('sim_stopImpersonating', { address: exampleSender });
    await expect(send()).rejects.toThrow(/pubKey does not match signer address/);
    client.disconnect();
  });

  it('is followed by light clients all the same', async () => {
    await using node = await cheatNode();
    const validator = 'gonka1vcqc3gcyu3j937nz7kyvmhwxgqctp88xsq5qlw';
    await node.call('sim_setWeights', { weights: { [validator]: '250' } });
    await node.call('sim_setBalance', { address: exampleReceiver, amount: '77' });
    await node.call('sim_increaseTime', { seconds: 86400 });
    await node.call('sim_advanceTo', { stage: 'SetNewValidators' });
    await node.call('sim_dumpState', { file: join(home, 'state') });
    expect(isTrustworthy(node.node)).toBe(true);
    await node.call('sim_reset');
    await node.call('sim_mine', { blocks: 5 });
    expect(isTrustworthy(node.node)).toBe(true);
    await node.call('sim_loadState', { file: join(home, 'state') });
    await node.call('sim_mine', { blocks: 5 });
    expect(isTrustworthy(node.node)).toBe(true);
  });

  it('is not halted by a change that it cannot bear', async () => {
    await using node = await cheatNode();
    const info = await node.call('sim_snapshot');
    // The parameters of staking, cut short: the next block would fail over them.
    const refused = await node.call('sim_setStoreKey', { store: 'staking', key: '51', value: '0a' });
    expect(refused).toMatchObject({ code: -32603 });
    expect(await node.call('sim_mine')).toMatchObject({ height: String(Number(info.height) + 1) });
  });
});

import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { assertIsDeliverTxSuccess, GasPrice, SigningStargateClient, StargateClient } from '@cosmjs/stargate';
import { Comet38Client, connectComet, HttpBatchClient, WebsocketClient } from '@cosmjs/tendermint-rpc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Node } from '../../../src/node/node.js';
import { openNode } from '../../../src/node/openNode.js';
import { type CometServer, startCometServer } from '../../../src/rpc/comet/server.js';
import { alice, bob } from '../../app/ante/signing.js';
import { devGenesis } from '../../node/devChain.js';

// Unmodified CosmJS against the node: what it connects to, signs, sends, finds and hears.

const coin = (amount: string) => [{ denom: 'ngonka', amount }];

describe('CosmJS', () => {
  let node: Node;
  let server: CometServer;
  let signer: SigningStargateClient;

  beforeAll(async () => {
    node = await openNode({ genesis: devGenesis(), mode: 'instant' });
    server = await startCometServer(node);
    const wallet = await DirectSecp256k1Wallet.fromKey(alice.privateKey, 'gonka');
    signer = await SigningStargateClient.connectWithSigner(server.url, wallet, {
      broadcastPollIntervalMs: 20,
      gasPrice: GasPrice.fromString('0ngonka'),
    });
  });
  afterAll(async () => {
    signer?.disconnect();
    await server.close();
    await node.stop();
  });

  it('chooses its client by the version', async () => {
    const client = await connectComet(server.url);
    expect(client).toBeInstanceOf(Comet38Client);
    const { nodeInfo, syncInfo, validatorInfo } = await client.status();
    expect(nodeInfo.network).toBe(node.chainId);
    expect(syncInfo.latestBlockHeight).toBe(Number(node.height));
    expect(validatorInfo.votingPower).toBe(10n);
    client.disconnect();
  });

  it('reads chain, accounts and balances', async () => {
    const client = await StargateClient.connect(server.url);
    expect(await client.getChainId()).toBe(node.chainId);
    expect(await client.getHeight()).toBe(Number(node.height));
    expect((await client.getBalance(alice.address, 'ngonka')).denom).toBe('ngonka');
    expect((await client.getAccount(bob.address))?.accountNumber).toBe(1n);
    expect(await client.getAccount('gonka1pyysjzgfpyysjzgfpyysjzgfpyysjzgfdwn3fm')).toBeNull();
    expect((await client.getBlock(1)).header.height).toBe(1);
  });

  it('signs, sends, waits, and finds what it sent', async () => {
    const sent = await signer.sendTokens(alice.address, bob.address, coin('5'), 'auto', 'hello <b>&');
    assertIsDeliverTxSuccess(sent);
    const found = await signer.getTx(sent.transactionHash);
    expect(found).toMatchObject({ code: 0, height: sent.height, txIndex: 0 });
    expect(found?.msgResponses.map(({ typeUrl }) => typeUrl)).toEqual(['/cosmos.bank.v1beta1.MsgSendResponse']);
    const byEvents = await signer.searchTx([
      { key: 'message.sender', value: alice.address },
      { key: 'tx.height', value: sent.height },
    ]);
    expect(byEvents.map(({ hash }) => hash)).toEqual([sent.transactionHash]);
    expect(await signer.searchTx(`transfer.recipient='${bob.address}' AND tx.height>=${sent.height}`)).toHaveLength(1);
    expect(await signer.getTx('00'.repeat(32))).toBeNull();
  });

  it('is told why a transaction fails', async () => {
    const much = coin('999999999');
    const failed = await signer.sendTokens(alice.address, bob.address, much, { amount: [], gas: '200000' });
    expect(failed).toMatchObject({ code: 5, msgResponses: [] });
    expect(failed.rawLog).toMatch(/failed to execute message; message index: 0: spendable balance .* is smaller than/);
    const tight = signer.sendTokens(alice.address, bob.address, coin('1'), { amount: [], gas: '1' });
    await expect(tight).rejects.toThrow(/code 11.*out of gas/);
  });

  it('asks in batches', async () => {
    const batch = new HttpBatchClient(server.url);
    const client = Comet38Client.create(batch);
    const [block, commit, validators] = await Promise.all([client.block(1), client.commit(1), client.validatorsAll(1)]);
    expect(block.block.header.chainId).toBe(node.chainId);
    expect(commit.canonical).toBe(true);
    expect(validators.total).toBe(1);
    client.disconnect();
  });

  it('decodes every answer', async () => {
    const client = await Comet38Client.connect(server.url);
    await client.health();
    expect((await client.genesis()).chainId).toBe(node.chainId);
    expect((await client.blockResults(1)).height).toBe(1);
    expect((await client.blockchain()).lastHeight).toBe(Number(node.height));
    expect((await client.abciInfo()).lastBlockHeight).toBe(Number(node.height));
    expect((await client.numUnconfirmedTxs()).total).toBe(0);
    expect((await client.blockSearch({ query: 'block.height<=1' })).totalCount).toBe(1);
    expect((await client.txSearchAll({ query: 'tx.height>0' })).txs.length).toBeGreaterThan(0);
    client.disconnect();
  });

  it('hears of blocks, headers and transactions', async () => {
    const client = Comet38Client.create(new WebsocketClient(server.url.replace('http', 'ws')));
    const heard: string[] = [];
    const subscriptions = [
      client.subscribeNewBlock().subscribe({ next: ({ header }) => heard.push(`block ${header.height}`) }),
      client.subscribeNewBlockHeader().subscribe({ next: ({ height }) => heard.push(`header ${height}`) }),
      client
        .subscribeTx(`transfer.recipient='${bob.address}'`)
        .subscribe({ next: (tx) => heard.push(`tx ${tx.height}`) }),
    ];
    await client.status();
    const fee = { amount: [], gas: '200000' };
    const { height } = await signer.sendTokens(alice.address, bob.address, coin('1'), fee);
    await expect.poll(() => heard).toEqual([`block ${height}`, `header ${height}`, `tx ${height}`]);
    for (const subscription of subscriptions) subscription.unsubscribe();
    client.disconnect();
  });
});

import { describe, expect, it } from 'vitest';
import type { PublishedEvent } from '../../src/node/eventBus.js';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { bob, carol } from '../app/ante/signing.js';
import { delegation, devGenesis, devNode, sendTx } from './devChain.js';

describe('what a node tells of a block', () => {
  it('comes in the order in which CometBFT tells it', async () => {
    const node = await devNode();
    const heard: PublishedEvent[] = [];
    const stop = node.events.subscribe((published) => heard.push(published));
    node.broadcast(sendTx(0));
    node.mine();
    stop();
    node.mine();
    const steps = heard.map(({ event }) =>
      'round' in event ? `${event.type} ${event.round.height} ${event.round.step}` : event.type,
    );
    expect(steps).toEqual([
      'NewRound 2 RoundStepNewRound',
      'NewRoundStep 2 RoundStepPropose',
      'CompleteProposal 2 RoundStepPropose',
      'NewRoundStep 2 RoundStepPrevote',
      'Vote',
      'Polka 2 RoundStepPrevote',
      'Lock 2 RoundStepPrevote',
      'ValidBlock 2 RoundStepPrevote',
      'NewRoundStep 2 RoundStepPrecommit',
      'Vote',
      'NewRoundStep 2 RoundStepCommit',
      'NewBlock',
      'NewBlockHeader',
      'NewBlockEvents',
      'Tx',
      'NewRoundStep 3 RoundStepNewHeight',
    ]);
    await node.stop();
  });

  it('has what queries ask for', async () => {
    const node = await devNode();
    const heard = new Map<string, PublishedEvent>();
    node.events.subscribe((published) => heard.set(published.event.type, published));
    const tx = sendTx(0);
    node.broadcast(tx);
    node.mine();
    const attributes = (type: string, key: string) => heard.get(type)?.attributes.get(key);
    for (const type of heard.keys()) expect(attributes(type, 'tm.event')).toEqual([type]);
    expect(attributes('Tx', 'tx.hash')).toEqual([bytesToHex(txHash(tx)).toUpperCase()]);
    expect(attributes('Tx', 'tx.height')).toEqual(['2']);
    expect(attributes('Tx', 'message.action')).toEqual(['/cosmos.bank.v1beta1.MsgSend']);
    expect([...heard.get('NewBlockHeader')!.attributes.keys()]).toEqual(['tm.event']);
    await node.stop();
  });

  it('says whose power changed', async () => {
    const node = await devNode({ genesis: devGenesis({ powers: [10n, 6n, 4n] }) });
    const heard: PublishedEvent[] = [];
    node.events.subscribe((published) => heard.push(published));
    node.broadcast(sendTx(0, { who: bob, message: delegation(bob, carol, 1_000_000n), gas: 400_000n }));
    node.mine();
    const updates = heard.flatMap(({ event }) => (event.type === 'ValidatorSetUpdates' ? event.updates : []));
    expect(updates).toMatchObject([{ power: 5n, priority: 0n }]);
    expect(heard.filter(({ event }) => event.type === 'Vote')).toHaveLength(6);
    await node.stop();
  });

  it('goes on when a listener throws', async () => {
    const bugs: unknown[] = [];
    const node = await devNode({ onBug: (bug, where) => bugs.push(`${bug} in ${where}`) });
    node.events.subscribe(({ event }) => {
      if (event.type === 'NewBlock') throw new Error('broken');
    });
    let heard = 0;
    node.events.subscribe(({ event }) => {
      if (event.type === 'NewBlock') heard += 1;
    });
    node.mine();
    expect([node.height, heard, bugs]).toEqual([2n, 1, ['Error: broken in a listener to events']]);
    await node.stop();
  });

  it('is heard as often as somebody listens', async () => {
    const node = await devNode();
    let [count, other] = [0, 0];
    const listener = () => {
      count += 1;
    };
    const stops = [node.events.subscribe(listener), node.events.subscribe(listener)];
    node.events.subscribe(() => {
      other += 1;
    });
    node.mine();
    expect(count).toBe(2 * other);
    stops[0]!();
    node.mine();
    expect(count).toBe(3 * (other / 2));
    await node.stop();
  });
});

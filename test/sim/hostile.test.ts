import { describe, expect, it } from 'vitest';
import { MsgFinishInference, MsgSubmitNewParticipant } from '../../src/gen/inference/inference/tx.js';
import { getEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { brokenInvariants } from '../../src/module/invariants/checkInvariants.js';
import { proposal } from '../../src/module/profiles.js';
import { bytesToBase64 } from '../../src/util/bytes.js';
import { maxInt64 } from '../../src/util/int.js';
import { address, nameOf, validatorKey } from '../module/epochWorld.js';
import { shown } from '../sdk/world.js';
import { messagesOf, packed } from './actions.js';
import { nobodyServes } from './multiModel.js';
import { TestChain } from './testChain.js';

/** Runs a block of a scenario's actions; results are those of their messages. */
function act(chain: TestChain, ...texts: readonly string[]) {
  let used = chain.height * 1000n;
  return chain.block(texts.flatMap((text) => messagesOf(text, { keeper: chain.keeper, fresh: () => used++ })));
}

describe('a finish without a start, of more tokens than an int64 holds', () => {
  const finish = packed(MsgFinishInference, {
    inferenceId: 'i1',
    creator: address('alice'),
    executedBy: address('alice'),
    requestedBy: address('alice'),
    transferredBy: address('alice'),
    requestTimestamp: 1n,
    originalPrompt: 'x',
    model: 'qwen',
    responseHash: '00',
    responsePayload: 'x',
    completionTokenCount: 2n ** 63n,
  });

  it('counts as the largest number, and nodes of every model are drawn all the same', () => {
    const chain = new TestChain({
      nodes: { alice: 'n1=qwen:30 n2=qwen:10', bob: 'n1=llama:10' },
      models: { qwen: 10, llama: 10 },
    });
    chain.runTo(20n);
    expect(chain.block([finish]).results[0]!.code).toBe(0);
    chain.runTo(39n);
    expect(getEpochGroupData(chain.keeper, 0n, 'qwen')!.realThroughputVector).toEqual([maxInt64, 0n]);
    expect([...chain.keeper.state.slotSelections.values()].map(({ drawn }) => drawn.length)).toEqual([1, 1]);
  });
});

describe('a participant who serves through PoC and takes back his validator key', () => {
  it('weighs nothing, and staking hears of no validator without a key', () => {
    const chain = new TestChain({ nodes: { alice: 'n1=qwen:30 n2=qwen:10', bob: 'n1=qwen:10' } });
    chain.runTo(40n);
    act(chain, 'alice seeds', 'bob mines n1=5');
    chain.block([packed(MsgSubmitNewParticipant, { creator: address('alice'), validatorKey: '' })]);
    chain.runTo(52n);
    act(chain, 'all vote');
    chain.runTo(57n);
    expect(shown(chain.block().events)).toContainEqual(
      `participant_rejected epoch=1 participant=${address('alice')} reason=no validator key mode=EndBlock`,
    );
    chain.runTo(60n);
    const members = getEpochGroupData(chain.keeper, 1n)!.validationWeights;
    expect(members.map(({ memberAddress, weight }) => `${nameOf(memberAddress)} ${weight}`)).toEqual(['bob 5']);
    expect(brokenInvariants(chain.app.view().keepers, proposal)).toEqual([]);
  });
});

describe('a validator key with a line break, which the decoder of the chain skips', () => {
  it('is the key of a validator like any other', () => {
    const chain = new TestChain({ nodes: { alice: 'n1=qwen:30', bob: 'n1=qwen:10' }, params: nobodyServes });
    const broken = validatorKey('bob').replace(/^..../, '$&\n');
    const again = { creator: address('bob'), validatorKey: broken };
    expect(chain.block([packed(MsgSubmitNewParticipant, again)]).results[0]!.code).toBe(0);
    chain.runTo(40n);
    act(chain, 'alice mines n1=10', 'bob mines n1=10');
    chain.runTo(52n);
    act(chain, 'all vote');
    chain.runTo(61n);
    const bonded = chain.keeper.neighbours.staking.bonded();
    expect(bonded.map(({ consensusKey }) => bytesToBase64(consensusKey)).sort()).toEqual(
      [validatorKey('alice'), validatorKey('bob')].sort(),
    );
    expect(brokenInvariants(chain.app.view().keepers, proposal)).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { proto } from '../../src/types/codec.js';
import { messagesOf } from '../sim/actions.js';
import { TestChain } from '../sim/testChain.js';

const people = Array.from({ length: 20 }, (_, i) => `p${i}`);
const nodes = Object.fromEntries(people.map((name) => [name, 'n1=qwen:10 n2=qwen,llama:10 n3=llama:10']));

/** A chain in the block before its groups are formed: everybody has mined with all nodes, been voted for, and one served. */
function beforeTransition(): TestChain {
  const chain = new TestChain({ nodes, models: { qwen: 10, llama: 5 } });
  let used = 0n;
  const send = (text: string) => messagesOf(text, { keeper: chain.keeper, fresh: () => used++ });
  chain.runTo(40n);
  chain.block(people.flatMap((name) => send(`${name} mines n1=10 n2=10 n3=10`)));
  chain.block(send('p0 serves qwen tokens=5'));
  chain.runTo(52n);
  chain.block(send('all vote'));
  chain.runTo(57n);
  return chain;
}

afterEach(() => void vi.restoreAllMocks());

describe('the block in which an epoch is formed', () => {
  it('encodes each group record once, however often it was written', () => {
    const chain = beforeTransition();
    const encode = vi.spyOn(proto(EpochGroupData), 'encode');
    const decode = vi.spyOn(proto(EpochGroupData), 'decode');
    chain.block();
    const encoded = encode.mock.calls.map(([group]) => `${group.epochIndex} ${group.modelId}`);
    expect(encoded.sort()).toEqual(['0 qwen', '1 ', '1 llama', '1 qwen']);
    expect(decode).not.toHaveBeenCalled();
  });

  it('hashes the changed part of the trees once, for block and commit together', () => {
    const chain = beforeTransition();
    const { workingHash, commit } = MultiStore.prototype;
    const marks: number[] = [];
    const marked = <T>(stores: MultiStore, run: () => T): T => {
      marks.push(stores.counts.hashedNodes);
      const result = run();
      marks.push(stores.counts.hashedNodes);
      return result;
    };
    vi.spyOn(MultiStore.prototype, 'workingHash').mockImplementation(function (this: MultiStore) {
      return marked(this, () => workingHash.call(this));
    });
    vi.spyOn(MultiStore.prototype, 'commit').mockImplementation(function (this: MultiStore, ...args) {
      return marked(this, () => commit.apply(this, args));
    });
    chain.block();
    const [before, afterBlock, beforeCommit, afterCommit] = marks;
    expect(afterBlock).toBeGreaterThan(before!);
    expect([beforeCommit, afterCommit]).toEqual([afterBlock, afterBlock]);
    expect(marks).toHaveLength(4);
  });
});

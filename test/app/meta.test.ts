import { describe, expect, it } from 'vitest';
import { type BlockMeta, blockMeta, type ChainMeta, decodeChainMeta, encodeChainMeta } from '../../src/app/meta.js';
import { emptyBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { failure } from '../util/failure.js';

const chain: ChainMeta = {
  chainId: 'toy-1',
  initialHeight: 1n,
  genesisTime: 1_755_852_120_713_839_000n,
  genesisHash: 'AB',
  profile: 'proposal',
  consensusParams: { block: { max_gas: '-1' } },
  foreignModules: { wasm: null, zeta: { ключ: [1, 'два'] } },
};
const block: BlockMeta = {
  height: 7n,
  time: 1_755_852_120_713_839_000n,
  proposer: Uint8Array.of(1, 255),
  previousAppHash: emptyBytes,
  txs: { ok: 3n, failed: 1n },
};

describe('the durable records of a chain', () => {
  it('come back as they were', () => {
    expect(decodeChainMeta(encodeChainMeta(chain))).toEqual(chain);
    expect(blockMeta.decode(blockMeta.encode(block))).toEqual(block);
  });

  it('keep the names of foreign modules in their order', () => {
    const { foreignModules } = decodeChainMeta(encodeChainMeta({ ...chain, foreignModules: { z: 1, a: 2 } }));
    expect(Object.keys(foreignModules)).toEqual(['z', 'a']);
  });

  it('say so when they are damaged', () => {
    expect(failure(() => decodeChainMeta(utf8ToBytes('{')))).toBe('gonka-sim/13');
    expect(failure(() => decodeChainMeta(utf8ToBytes('{}')))).toBe('gonka-sim/13');
    expect(failure(() => blockMeta.decode(utf8ToBytes('7 1')))).toBe('gonka-sim/13');
    expect(failure(() => blockMeta.decode(utf8ToBytes('7 1  x 0 0')))).toBe('gonka-sim/13');
  });
});

import { describe, expect, it } from 'vitest';
import { bytesToHex, utf8ToBytes } from '../../src/util/bytes.js';
import { merkleProofs, merkleRoot, verifyMerkleProof } from '../../src/util/merkle.js';
import { fc } from './fc.js';

const items = (n: number) => Array.from({ length: n }, (_, i) => utf8ToBytes(`item-${i}`));

describe('simple merkle tree', () => {
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '149d9354e123f46c683947f46f8d8fdd7ee416fb17ea521acaf61d8e3c8c3a2d'],
    [3, '29c5ddb153c57eaa07dc7795614ea660f6967ff71ab5d60f6e4cf2ed9ba6f70a'],
    [1000, '2b653cc02dc75fb9e4be07ffc5d33a8b3317dd3e23981e07571d7b846c0d4421'],
  ])('root of %s items', (n, root) => {
    expect(bytesToHex(merkleRoot(items(n)))).toBe(root);
    expect(bytesToHex(merkleProofs(items(n)).root)).toBe(root);
  });

  it('proves every item, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (n, pick) => {
        const list = items(n);
        const { root, proofs } = merkleProofs(list);
        const index = pick % n;
        const proof = proofs[index]!;
        const item = list[index]!;
        expect(verifyMerkleProof(root, proof, item)).toBe(true);
        expect(verifyMerkleProof(root, proof, utf8ToBytes('other'))).toBe(false);
        expect(verifyMerkleProof(root, { ...proof, index: proof.total }, item)).toBe(false);
        expect(verifyMerkleProof(root, { ...proof, aunts: [...proof.aunts, root] }, item)).toBe(false);
        if (n > 1) expect(verifyMerkleProof(root, { ...proof, aunts: proof.aunts.slice(1) }, item)).toBe(false);
      }),
    );
  });
});

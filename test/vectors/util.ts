import { expect } from 'vitest';
import { encodeProof } from '../../src/types/comet/proof.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { merkleProofs, merkleRoot, verifyMerkleProof } from '../../src/util/merkle.js';
import { cometVectors } from './comet.js';
import { range } from './forms.js';
import type { VectorCase, VectorTable } from './shared.js';
import { checkDecimals } from './utilDecimals.js';
import { checkGoFloat, checkGoRand } from './utilGo.js';

function checkMerkle(vectorCase: VectorCase): void {
  const items: Uint8Array[] =
    vectorCase.items?.map(hexToBytes) ?? range(vectorCase.n).map((i) => utf8ToBytes(`item-${i}`));
  const root = merkleRoot(items);
  const { proofs, root: sameRoot } = merkleProofs(items);
  expect([bytesToHex(root), bytesToHex(sameRoot), proofs.length]).toEqual([
    vectorCase.root,
    vectorCase.root,
    items.length,
  ]);
  for (const expected of vectorCase.proofs) {
    const index = Number(expected.index);
    const proof = proofs[index]!;
    expect({
      total: String(proof.total),
      index: String(proof.index),
      leafHash: bytesToHex(proof.leafHash),
      aunts: proof.aunts.map(bytesToHex),
    }).toEqual({ total: expected.total, index: expected.index, leafHash: expected.leafHash, aunts: expected.aunts });
    expect(bytesToHex(encodeProof(proof))).toBe(expected.proto);
    expect(verifyMerkleProof(root, proof, items[index]!)).toBe(true);
  }
}

/** Files of the bottom floor, and CometBFT's. */
export const utilVectors: VectorTable = {
  'sdk-decimals.json': checkDecimals,
  'go-float-math.json': checkGoFloat,
  'go_rand_shuffle.json': checkGoRand,
  'simple-merkle.json': checkMerkle,
  ...cometVectors,
};

import { utf8ToBytes } from '../../../util/bytes.js';
import { sha256 } from '../../../util/sha256.js';
import { encodeVector } from '../../../validation/poc/vectorCodec.js';
import { unit, type VectorSource } from './vectorSource.js';

const wordsPerHash = 8;

/**
 * The vectors of the engine that stood behind the recordings: numbers from SHA-256 of `model|block_hash|public_key|nonce#i`
 * for i = 0, 1, ..., eight big-endian words each, w / 2^31 - 1, normalised (vectors: mlnode/README).
 */
export const stubVectors: VectorSource =
  ({ model, blockHash, publicKey, kDim }) =>
  (nonce) => {
    const numbers = new Float64Array(kDim);
    for (let i = 0; i < kDim; i += wordsPerHash) {
      const hash = sha256(utf8ToBytes(`${model}|${blockHash}|${publicKey}|${nonce}#${i / wordsPerHash}`));
      const words = new DataView(hash.buffer, hash.byteOffset);
      for (let j = 0; j < wordsPerHash && i + j < kDim; j++) numbers[i + j] = words.getUint32(4 * j) / 2 ** 31 - 1;
    }
    return encodeVector(unit(numbers));
  };

import { bytesToHex, utf8ToBytes } from '../../../util/bytes.js';
import { sha256 } from '../../../util/sha256.js';
import { sfc32 } from '../../../validation/random.js';
import { seedOf } from '../vectors/normalStream.js';

/** Random-looking identifiers (UUID, version 4), the same ones for the same seed. */
export function seededIds(seed: string): () => string {
  let count = 0;
  return () => {
    const hex = bytesToHex(sha256(utf8ToBytes(`${seed}#${count++}`)));
    const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20, 32),
    ].join('-');
  };
}

/** Uniform numbers in [0, 1), the same ones for the same seed. */
export const seededNumbers = (seed: string): (() => number) => sfc32(seedOf('draws', seed));

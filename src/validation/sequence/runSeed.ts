import { createHash } from 'node:crypto';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/**
 * The seed of one answer (seed 1, "Seed selection"): `0x` and SHA256 of the user's seed in decimal and the UUID, each
 * framed as `<length>:<text>,`. The seed writes them one after the other, and there 1 and "23" would be 12 and "3".
 *
 * @throws seedInvalid as `contractSeed`
 */
export const runSeed = (userSeed: bigint, uuid: string): string =>
  `0x${sha256Hex(framed(userText(userSeed)) + framed(idText(uuid)))}`;

/**
 * The same as the chain-bound sampling contract frames it: lower-case hex without `0x`.
 *
 * @throws seedInvalid when the seed is not an int64, or the id is not 1 to 256 visible ASCII characters
 */
export function contractSeed(userSeed: bigint, inferenceId: string): string {
  const [seed, id] = [userText(userSeed), idText(inferenceId)];
  return sha256Hex(
    `gonka-deterministic-sampling-v1\nuser_seed_len=${seed.length}\n${seed}\ninference_id_len=${id.length}\n${id}`,
  );
}

const framed = (text: string): string => `${text.length}:${text},`;

const sha256Hex = (text: string): string => createHash('sha256').update(text, 'ascii').digest('hex');

function userText(userSeed: bigint): string {
  if (BigInt.asIntN(64, userSeed) === userSeed) return String(userSeed);
  throw new CodedError(validationErrors.seedInvalid, `user seed ${userSeed} is not of 64 bits`);
}

function idText(id: string): string {
  if (/^[\x21-\x7e]{1,256}$/.test(id)) return id;
  throw new CodedError(validationErrors.seedInvalid, `id ${JSON.stringify(id.slice(0, 80))}`);
}

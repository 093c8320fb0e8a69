import { claimSeedBytes } from '../calculations/claimSeed.js';
import { bytesToHex, bytesToUint64, utf8ToBytes } from '../util/bytes.js';
import { signSecp256k1 } from '../util/secp256k1.js';
import { sha256 } from '../util/sha256.js';
import type { Actor, Cast } from './cast.js';

/** The secret number that an actor draws for an epoch: a positive int64, the same whenever it is asked for. */
export function epochSeed(cast: Cast, actor: Actor, epoch: bigint): bigint {
  const digest = sha256(utf8ToBytes(`${cast.seed}:epoch seed:${actor.address}:${epoch}`));
  return BigInt.asUintN(63, bytesToUint64(digest));
}

/** What the actor publishes before the epoch, so that it cannot choose another seed later: hex of r and s. */
export function epochSeedSignature(cast: Cast, actor: Actor, epoch: bigint): string {
  return bytesToHex(signSecp256k1(claimSeedBytes(epochSeed(cast, actor, epoch)), actor.account.privateKey));
}

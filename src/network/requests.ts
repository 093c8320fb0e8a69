import { bytesToBase64, bytesToHex, utf8ToBytes } from '../util/bytes.js';
import { signSecp256k1 } from '../util/secp256k1.js';
import { drawIndex, type Random, seededRandom } from '../util/seededRandom.js';
import { sha256 } from '../util/sha256.js';
import { type Actor, type Cast, isPresent } from './cast.js';
import type { ChainClient } from './chainClient.js';
import type { Scenario } from './scenarioSchema.js';

type Traffic = Scenario['traffic'][number];

/** One request of a user for an answer of a model; the user is a participant, and his own API node passes it on. */
export interface InferenceRequest {
  /** The inference's id: the user's signature where the chain demands signatures, else a name. */
  readonly id: string;
  readonly model: string;
  readonly user: Actor;
  readonly prompt: string;
  /** Nanoseconds since the Unix epoch. */
  readonly timestamp: bigint;
  readonly promptTokens: bigint;
  readonly completionTokens: bigint;
  readonly maxTokens: bigint;
  /** For draws about this request that come after it. */
  readonly random: Random;
}

/**
 * The requests that are made in a block. Anybody can say them again later: they follow from the scenario, its seed and the
 * height alone.
 */
export function requestsAt(client: ChainClient, cast: Cast, height: bigint): InferenceRequest[] {
  const { traffic } = cast.scenario;
  const users = traffic.length === 0 ? [] : cast.actors.filter((actor) => isPresent(actor, height));
  if (users.length === 0) return [];
  const timestamp = timeBefore(client, cast, height);
  return traffic.flatMap((entry, place) =>
    Array.from({ length: countAt(cast, height, place, entry.requestsPerBlock) }, (_, request) =>
      oneRequest(cast, entry, users, timestamp, `${height}:${place}:${request}`),
    ),
  );
}

/** Time of the block before a height, which is when a request for that block is written. */
function timeBefore(client: ChainClient, { scenario }: Cast, height: bigint): bigint {
  const blocks = client.height - (height - 1n);
  return client.time - blocks * BigInt(scenario.blockSeconds) * 1_000_000_000n;
}

function countAt({ seed }: Cast, height: bigint, place: number, perBlock: number): number {
  const whole = Math.floor(perBlock);
  if (whole === perBlock) return whole;
  const random = seededRandom(`${seed}:requests:${height}:${place}`);
  return whole + (Number(random.below(1_000_000n)) < (perBlock - whole) * 1_000_000 ? 1 : 0);
}

function oneRequest(
  cast: Cast,
  traffic: Traffic,
  users: readonly Actor[],
  timestamp: bigint,
  place: string,
): InferenceRequest {
  const random = seededRandom(`${cast.seed}:request:${place}`);
  const user = users[drawIndex(random, users.length)]!;
  const prompt = `prompt ${place} of ${cast.seed}`;
  const payload = `${prompt}${timestamp}${user.address}`;
  return {
    id: cast.signing === 'everything' ? signed(user, payload) : bytesToHex(sha256(utf8ToBytes(payload))).slice(0, 32),
    model: traffic.model,
    user,
    prompt,
    timestamp,
    promptTokens: within(random, traffic.promptTokens),
    completionTokens: within(random, traffic.completionTokens),
    maxTokens: BigInt(traffic.completionTokens[1]),
    random,
  };
}

const within = (random: Random, [low, high]: readonly [number, number]): bigint =>
  BigInt(low) + random.below(BigInt(high - low + 1));

/** What an agent or an executor signs: the user's payload and who executes. Empty where nobody needs to sign. */
export function agentSignature(cast: Cast, signer: Actor, request: InferenceRequest, executor: string): string {
  const { prompt, timestamp, user } = request;
  return cast.signing === 'everything' ? signed(signer, `${prompt}${timestamp}${user.address}${executor}`) : '';
}

// A signature is the same whenever it is made, and making it costs a millisecond; requests are said again once.
const rememberedSignatures = 1000;
const signatures = new Map<string, string>();

/** Base64 of r and s over the SHA-256 of a payload. */
function signed({ account }: Actor, payload: string): string {
  const name = `${account.address}:${payload}`;
  const known = signatures.get(name);
  if (known !== undefined) return known;
  if (signatures.size >= rememberedSignatures) signatures.clear();
  const signature = bytesToBase64(signSecp256k1(utf8ToBytes(payload), account.privateKey));
  signatures.set(name, signature);
  return signature;
}

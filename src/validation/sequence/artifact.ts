import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { checkSampling, type Sampling } from './sampling.js';
import { contractVersion } from './samplingWeights.js';

/** The most likely tokens of a position and their logits, the greatest first. */
export interface TopLogits {
  readonly tokens: readonly string[];
  readonly logits: readonly number[];
}

/** What the prover says of one position (seed 1, "Prover"). */
export interface ProofPosition extends TopLogits {
  readonly chosen: string;
}

/**
 * An inference artifact of seed 1, and the parameters without which nobody could replay it. What it claims is not checked
 * here: that is `checkSequence`.
 */
export interface Artifact {
  /** The seed of the run; every position draws from a tape of its own under it. */
  readonly seed: string;
  /** How many tokens are logged at each position. */
  readonly k: number;
  readonly sampling: Sampling;
  /** Version of the sampling contract. */
  readonly contract: string;
  /** Where the seed comes from, when the prover says so: then the seed is checked against both. */
  readonly origin?: { readonly userSeed: bigint; readonly uuid: string } | undefined;
  readonly positions: readonly ProofPosition[];
}

const names = z.array(z.string());
const numbers = z.array(z.number());

const topJson = z
  .object({ top_k: names, logits: numbers })
  .transform(({ top_k, logits }): TopLogits => ({ tokens: top_k, logits }));

const positionJson = z
  .object({ top_k: names, logits: numbers, chosen: z.string() })
  .transform(({ top_k, logits, chosen }): ProofPosition => ({ tokens: top_k, logits, chosen }));

const absent = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

const artifactJson = z
  .object({
    contract: z.string().default(contractVersion),
    seed: z.string().min(1),
    user_seed: z.union([z.string().regex(/^-?\d{1,19}$/), z.int().transform(String)]).nullish(),
    uuid: z.string().nullish(),
    k: z.int().min(1),
    temperature: z.number(),
    top_p: absent,
    top_k: absent,
    min_p: absent,
    positions: z.array(positionJson),
  })
  .refine(({ user_seed, uuid }) => (user_seed == null) === (uuid == null), 'user_seed and uuid belong together')
  .transform(
    (json): Artifact => ({
      contract: json.contract,
      seed: json.seed,
      k: json.k,
      sampling: {
        temperature: json.temperature,
        topP: json.top_p,
        // vLLM writes 0 or -1 for "no limit".
        topK: json.top_k === undefined || json.top_k <= 0 ? undefined : json.top_k,
        minP: json.min_p,
      },
      origin: json.user_seed == null ? undefined : { userSeed: BigInt(json.user_seed), uuid: json.uuid! },
      positions: json.positions,
    }),
  );

/**
 * An artifact from its JSON text.
 *
 * @param where for the error: the file, and the line if there are several
 * @throws proofInvalid with the place and the path of the first fault; samplingInvalid for parameters outside their ranges
 */
export function parseArtifact(text: string, where: string): Artifact {
  const artifact = parsed(artifactJson, text, where);
  checkSampling(artifact.sampling);
  return artifact;
}

/** Logits of one position, from a line `{"top_k": [...], "logits": [...]}`. @throws proofInvalid */
export function parseTopLogits(text: string, where: string): TopLogits {
  const top = parsed(topJson, text, where);
  if (top.tokens.length === top.logits.length && top.tokens.length > 0) return top;
  throw new CodedError(
    validationErrors.proofInvalid,
    `${where}: ${top.tokens.length} tokens, ${top.logits.length} logits`,
  );
}

function parsed<T>(schema: z.ZodType<T>, text: string, where: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CodedError(validationErrors.proofInvalid, `${where}: ${(cause as Error).message}`, { cause });
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new CodedError(
    validationErrors.proofInvalid,
    `${where}: ${path.map(String).join('.') || 'artifact'}: ${message}`,
  );
}

/** An artifact as one line, without the line break. */
export function artifactLine({ seed, k, sampling, contract, origin, positions }: Artifact): string {
  return JSON.stringify({
    contract,
    seed,
    user_seed: origin && String(origin.userSeed),
    uuid: origin?.uuid,
    k,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    min_p: sampling.minP,
    positions: positions.map(({ tokens, logits, chosen }) => ({ top_k: tokens, logits, chosen })),
  });
}

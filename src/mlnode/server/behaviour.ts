import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { CodedError, type ErrorKind } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';

const positive = z.number().positive();
const seconds = z.number().nonnegative();

const repository = z.strictObject({
  seconds: seconds.optional(),
  sizeGb: z.number().nonnegative().optional(),
  commits: z.array(z.string().min(1)).min(1).optional(),
});

/** What may be said of a node; everything left out is as its profile, or the default, has it. */
export const behaviourSchema = z.strictObject({
  profile: z.string().optional(),
  /** Label of the cards: machines of one label make the same vectors. */
  hardware: z.string().min(1).optional(),
  gpus: z.int().nonnegative().max(64).optional(),
  /** Instances of the inference server; else as many as fit on the cards. */
  replicas: z.int().positive().max(64).optional(),
  noncesPerSecond: positive.max(1e6).optional(),
  precision: z.enum(['fp8', 'w8a16']).optional(),
  /** Model that is really run. */
  computes: z.string().min(1).optional(),
  /** One nonce in so many is computed, and copied to the others. */
  lazyStride: z.int().min(2).optional(),
  slow: z.strictObject({ replica: z.int().nonnegative(), factor: positive.max(1) }).optional(),
  crash: z
    .strictObject({
      replica: z.int().nonnegative().default(0),
      step: z.enum(['serving', 'generating']),
      after: seconds.default(0),
    })
    .optional(),
  outOfMemory: z.boolean().optional(),
  /** Share of calls to instances and of callbacks that get lost. */
  loss: z.number().min(0).max(1).optional(),
  /** Seconds by which callbacks come late. */
  callbackDelay: seconds.optional(),
  /** Seconds from the beginning of an instance until it answers. */
  load: positive.optional(),
  /** Seconds after which an API process that ended itself is begun anew; else it stays away. */
  restartAfter: seconds.optional(),
  errorHandlers: z.enum(['v0.15.1', 'v0.23.0', 'plain']).optional(),
  hub: z
    .strictObject({
      others: z.enum(['exist', 'missing']).default('exist'),
      repositories: z.record(z.string(), repository).default({}),
      state: z.enum(['reachable', 'unreachable', 'offline']).default('reachable'),
    })
    .optional(),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

/** The behaviours that have a name. */
export const profiles = {
  honest: {},
  'wrong-precision': { precision: 'w8a16' },
  'wrong-model': { computes: 'gonka-sim/small-model' },
  lazy: { lazyStride: 8 },
  'slow-replica': { replicas: 2, slow: { replica: 1, factor: 0.3 } },
  crash: { replicas: 2, crash: { replica: 1, step: 'generating', after: 10 }, restartAfter: 10 },
  'out-of-memory': { outOfMemory: true, restartAfter: 10 },
  'flaky-network': { loss: 0.2 },
  'late-callbacks': { callbackDelay: 20 },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as ProfileName[];

/** A behaviour with what its profile says filled in. @throws mlnode/1 (behaviourInvalid) for a profile that does not exist */
export function withProfile({ profile = 'honest', ...behaviour }: Behaviour, where: string): Behaviour {
  if (!Object.hasOwn(profiles, profile)) {
    const known = profileNames.join(', ');
    throw new CodedError(mlnodeErrors.behaviourInvalid, `${where}: profile: "${profile}" is none of ${known}`);
  }
  return { ...profiles[profile as ProfileName], ...behaviour };
}

/**
 * Reads a behaviour from YAML.
 *
 * @throws mlnode/1 (behaviourInvalid) with the file and the place of what is wrong
 */
export const parseBehaviour = (text: string, file: string): Behaviour =>
  withProfile(parseYaml(behaviourSchema, text, file, mlnodeErrors.behaviourInvalid), file);

/** Reads YAML of a form, or says where it departs from it. */
export function parseYaml<T>(schema: z.ZodType<T>, text: string, file: string, kind: ErrorKind): T {
  const read = schema.safeParse(yamlOf(text, file, kind) ?? {});
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new CodedError(kind, `${file}: ${path.length > 0 ? `${path.map(String).join('.')}: ` : ''}${message}`);
}

function yamlOf(text: string, file: string, kind: ErrorKind): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof YAMLParseError ? cause.message.split('\n')[0]?.replace(/:$/, '') : String(cause);
    throw new CodedError(kind, `${file}: ${reason}`, { cause });
  }
}

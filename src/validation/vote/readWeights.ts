import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/** Voting weights and where they are from. */
export interface VotingWeights {
  readonly weights: readonly number[];
  /** In words, for tables and pictures: that they are synthetic, if so. */
  readonly source: string;
}

const weight = z.union([z.number(), z.string().regex(/^\d+$/, 'a weight is a whole number').transform(Number)]);
const weightsFile = z.union([
  z.array(weight).transform((weights) => ({ weights, synthetic: false })),
  z.object({ weights: z.array(weight), synthetic: z.boolean().default(false) }),
]);
const epochLine = z.object({
  type: z.literal('epoch'),
  epoch: z.coerce.number(),
  participants: z.array(z.object({ weight })),
});

/**
 * Reads voting weights: a JSON list, an object with `weights`, or the lines of `run --json`, of which one epoch is taken.
 *
 * @param epoch of a run; by default its last one
 * @throws validation/23 (weightsInvalid)
 */
export function parseWeights(text: string, name: string, epoch?: number): VotingWeights {
  const whole = json(text);
  if (whole !== undefined && !isEpoch(whole)) {
    const { data, error } = weightsFile.safeParse(whole);
    if (error !== undefined) throw invalid(`${name}: neither a list of weights nor the lines of a run`);
    return { weights: data.weights, source: data.synthetic ? `${name} (synthetic)` : name };
  }
  const epochs = text
    .split('\n')
    .map(json)
    .filter(isEpoch)
    .map((line) => {
      const { data, error } = epochLine.safeParse(line);
      if (error !== undefined) throw invalid(`${name}: an epoch whose participants have no weights`);
      return data;
    });
  if (epochs.length === 0) throw invalid(`${name}: neither weights nor epochs of a run`);
  const chosen = epoch === undefined ? epochs.at(-1) : epochs.find((line) => line.epoch === epoch);
  if (chosen === undefined) throw invalid(`${name}: epoch ${epoch} is not in it`);
  return { weights: chosen.participants.map((one) => one.weight), source: `${name}, epoch ${chosen.epoch}` };
}

const isEpoch = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'epoch';

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const invalid = (detail: string): CodedError => new CodedError(validationErrors.weightsInvalid, detail);

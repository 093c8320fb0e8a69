import type { Precision } from '../vectors/hardwareNoise.js';
import { seedOf, streamOf } from '../vectors/normalStream.js';

/** A token that may come next, and the logarithm of its probability. */
export interface Candidate {
  readonly token: string;
  readonly logprob: number;
}

/** What may follow a context, most likely first. */
export type NextTokens = readonly Candidate[];

/** Tokens that a model considers at each place; no request may ask for more. */
export const considered = 24;
const syllables = [
  'ka',
  'ro',
  'mi',
  'tel',
  'su',
  'ven',
  'do',
  'lar',
  'pi',
  'nor',
  'ze',
  'gu',
  'han',
  'be',
  'tri',
  'os',
];
const vocabulary = 16 ** 3;

/** How far a machine's logits lie from the ideal ones; see `test/mlnode/server/completions` for what distances that makes. */
const logitNoise: Readonly<Record<Precision, number>> = { fp8: 0.02, w8a16: 0.25 };

/** The model, and the machine that runs it. */
export interface Speaker {
  readonly model: string;
  readonly hardware: string;
  readonly precision: Precision;
}

/** Where a text stands: whatever follows depends on it alone. */
export type Context = string;

/** The beginning of an answer to a prompt. */
export const contextOf = (prompt: string): Context => String(seedOf('prompt', prompt));

/** The context after one more token. */
export const after = (context: Context, token: string): Context => String(seedOf('token', context, token));

/**
 * What comes next: two dozen invented words whose logits are fixed by model and context, with the noise of the machine. The
 * same on every machine but for that noise, so that distances between honest and cheating answers come out as published.
 */
export function nextTokens({ model, hardware, precision }: Speaker, context: Context): NextTokens {
  const ideal = streamOf(seedOf('logits', model, context), 0);
  const noise = streamOf(seedOf('logit noise', precision, hardware, model, context), 0);
  const sigma = logitNoise[precision];
  const logits = new Map<string, number>();
  for (let i = 0; logits.size < considered; i++) {
    const token = wordOf(Math.floor(Math.abs(ideal()) * 1e9) % vocabulary);
    const logit = 2.2 * ideal() - 0.25 * i;
    if (!logits.has(token)) logits.set(token, logit + sigma * noise());
  }
  const total = Math.log([...logits.values()].reduce((sum, logit) => sum + Math.exp(logit), 0));
  return [...logits]
    .map(([token, logit]) => ({ token, logprob: logit - total }))
    .sort((a, b) => b.logprob - a.logprob || (a.token < b.token ? -1 : 1));
}

const wordOf = (index: number): string =>
  ` ${syllables[index >> 8]}${syllables[(index >> 4) & 15]}${index % 3 === 0 ? syllables[index & 15] : ''}`;

/** Draws one of the candidates at a temperature; 0 takes the most likely. */
export function choose(candidates: NextTokens, temperature: number, uniform: number): Candidate {
  if (!(temperature > 0)) return candidates[0]!;
  const weights = candidates.map(({ logprob }) => Math.exp((logprob - candidates[0]!.logprob) / temperature));
  let rest = uniform * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return candidates[i]!;
  }
  return candidates.at(-1)!;
}

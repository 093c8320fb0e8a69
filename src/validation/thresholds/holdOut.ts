import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { permutation, sfc32, type Uniform } from '../random.js';
import { deviation, mean } from '../statistics.js';
import { type Bounds, type Metrics, metricsOf, type Samples } from './metrics.js';
import { checkSamples, type FoundBounds, type SearchOptions, searchBounds } from './searchBounds.js';

export interface HoldOutOptions extends SearchOptions {
  /** Share of each class that bounds are searched on. */
  readonly trainFraction?: number;
  readonly repeats?: number;
  readonly seed?: number;
}

/** One split: bounds of its training part and what they do to the rest; `undefined` where no bounds were found. */
export interface Fold {
  readonly trainHonest: number;
  readonly trainFraud: number;
  readonly bounds: Bounds | undefined;
  readonly metrics: Metrics | undefined;
}

export type MetricName = keyof Metrics;

/** Bounds of all data beside bounds that had to prove themselves on data that they have not seen. */
export interface HoldOut {
  readonly parameters: Required<Pick<HoldOutOptions, 'trainFraction' | 'repeats' | 'seed'>>;
  readonly inSample: FoundBounds;
  readonly folds: readonly Fold[];
  /** Over the folds that found bounds; `std` divides by their number less one. */
  readonly summary: Readonly<Record<MetricName, { readonly mean: number; readonly std: number }>>;
}

/**
 * Searches bounds on a random part of each class and judges them on the rest, several times (reference, section 2.2).
 * What is better in-sample than held out is optimism. Each fold draws from a stream of its own (`sfc32(seed, fold)`).
 *
 * @throws as `searchBounds` for all data; parameterInvalid for a class of one, which cannot be parted
 */
export function holdOut(samples: Samples, options: HoldOutOptions = {}): HoldOut {
  const { trainFraction = 0.8, repeats = 5, seed = 42, ...search } = options;
  checkSamples(samples);
  if (!(trainFraction > 0 && trainFraction < 1) || !Number.isInteger(repeats) || repeats < 1) {
    throw new CodedError(validationErrors.parameterInvalid, `train fraction ${trainFraction}, repeats ${repeats}`);
  }
  for (const [name, values] of Object.entries(samples)) {
    if (values.length < 2) {
      throw new CodedError(validationErrors.parameterInvalid, `${name}: ${values.length} distance cannot be parted`);
    }
  }
  const inSample = searchBounds(samples, search);
  const folds = Array.from({ length: repeats }, (_, i) => fold(samples, trainFraction, search, sfc32(seed, i)));
  return { parameters: { trainFraction, repeats, seed }, inSample, folds, summary: summaryOf(folds) };
}

function fold(samples: Samples, fraction: number, search: SearchOptions, uniform: Uniform): Fold {
  const honest = parted(samples.honest, fraction, uniform);
  const fraud = parted(samples.fraud, fraction, uniform);
  const sizes = { trainHonest: honest.train.length, trainFraud: fraud.train.length };
  const found = boundsOrNone({ honest: honest.train, fraud: fraud.train }, search);
  const bounds = found && { lower: found.lower, upper: found.upper };
  const metrics = bounds && metricsOf({ honest: honest.rest, fraud: fraud.rest }, bounds);
  return { ...sizes, bounds, metrics };
}

/**
 * Bounds, or undefined where no candidate is left: a training part may have its largest distance among the honest ones;
 * that fold has no bounds, the others count.
 */
export function boundsOrNone(samples: Samples, search: SearchOptions): FoundBounds | undefined {
  try {
    return searchBounds(samples, search);
  } catch (error) {
    if (error instanceof CodedError && error.kind === validationErrors.noBounds) return undefined;
    throw error;
  }
}

function parted(values: readonly number[], fraction: number, uniform: Uniform) {
  const order = permutation(uniform, values.length).map((index) => values[index]!);
  const size = Math.min(values.length - 1, Math.max(1, roundHalfEven(values.length * fraction)));
  return { train: order.slice(0, size), rest: order.slice(size) };
}

/** Rounds as Python does, so that the parts are as large as upstream's. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

const metricNames: readonly MetricName[] = [
  'honestCount',
  'fraudCount',
  'honestAcceptRate',
  'honestFalsePositiveRate',
  'fraudDetectionRate',
  'fraudAboveUpperRate',
  'honestQuestionableRate',
  'fraudQuestionableRate',
  'f1',
];

function summaryOf(folds: readonly Fold[]): HoldOut['summary'] {
  const found = folds.flatMap(({ metrics }) => (metrics === undefined ? [] : [metrics]));
  const rows = metricNames.map((name) => {
    const values = found.map((metrics) => metrics[name]!);
    return [name, { mean: mean(values), std: deviation(values) }] as const;
  });
  return Object.fromEntries(rows) as HoldOut['summary'];
}

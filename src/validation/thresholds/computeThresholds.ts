import type { DistanceName } from '../distance/distances.js';
import { boundCurve, type CurvePoint } from './boundCurve.js';
import { type GroupTable, groupTable } from './groups.js';
import { boundsOrNone, type HoldOut, type HoldOutOptions, holdOut } from './holdOut.js';
import { practiceWarnings } from './practiceWarnings.js';
import type { Sample, SampleClass, SampleFile } from './sampleFile.js';
import { type FoundBounds, type SearchOptions, searchBounds } from './searchBounds.js';

/** Everything that a proposal of a model says about its threshold. */
export interface ThresholdReport {
  readonly files: readonly (Pick<SampleFile, 'file' | 'class' | 'group' | 'dropped'> & { readonly kept: number })[];
  readonly distance: DistanceName;
  readonly samples: readonly Sample[];
  /** The bounds to propose: the constrained ones where they were asked for, else upstream's. */
  readonly bounds: FoundBounds;
  /** No honest distance above the lower bound; undefined when only the constrained search found any. */
  readonly upstream: FoundBounds | undefined;
  /** With the allowed share of honest false positives, when one was given. */
  readonly constrained: (FoundBounds & { readonly honestFalsePositives: number }) | undefined;
  readonly holdOut: HoldOut | undefined;
  readonly curve: readonly CurvePoint[];
  readonly groups: GroupTable;
  readonly warnings: readonly string[];
}

export interface ThresholdOptions extends HoldOutOptions {
  readonly distance?: DistanceName;
}

/**
 * Bounds, their hold-out evaluation, hardware groups and warnings of a set of compared files (seed 0, section 3).
 * Classes too small to be parted get no hold-out.
 *
 * @throws as `searchBounds`
 */
export function computeThresholds(files: readonly SampleFile[], options: ThresholdOptions = {}): ThresholdReport {
  const samples = files.flatMap((file) => file.samples);
  const distances = { honest: distancesOf(samples, 'honest'), fraud: distancesOf(samples, 'fraud') };
  const { distance = 'distance2', honestFalsePositives, ...rest } = options;
  const grid: SearchOptions = rest.step === undefined ? {} : { step: rest.step };
  const constrained =
    honestFalsePositives === undefined
      ? undefined
      : { honestFalsePositives, ...searchBounds(distances, { ...grid, honestFalsePositives }) };
  const upstream = constrained === undefined ? searchBounds(distances, grid) : boundsOrNone(distances, grid);
  const enough = distances.honest.length > 1 && distances.fraud.length > 1;
  const held = enough ? holdOut(distances, { ...rest, honestFalsePositives }) : undefined;
  const groups = groupTable(samples);
  return {
    files: files.map((file) => ({
      file: file.file,
      class: file.class,
      group: file.group,
      kept: file.samples.length,
      dropped: file.dropped,
    })),
    distance,
    samples,
    bounds: constrained ?? upstream!,
    upstream,
    constrained,
    holdOut: held,
    curve: boundCurve(distances, rest.step),
    groups,
    warnings: practiceWarnings(files, groups, held),
  };
}

const distancesOf = (samples: readonly Sample[], wanted: SampleClass): number[] =>
  samples.filter((sample) => sample.class === wanted).map(({ distance }) => distance);

/** The report as JSON: the figures, without the samples, which stand in a file of their own. */
export function thresholdJson(report: ThresholdReport, model: string): Record<string, unknown> {
  const { samples: _, ...figures } = report;
  return {
    schema: 'gonka-sim/thresholds/1',
    model,
    validationThreshold: 1 - report.bounds.lower,
    ...figures,
  };
}

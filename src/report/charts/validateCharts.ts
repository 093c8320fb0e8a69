import type { Distances } from '../../mlnode/validate/measureDistances.js';
import { checkedTest, outcomeOf, type RunRecord, warningsOf } from '../../mlnode/validate/record.js';
import { criticalCount } from '../../validation/binomial/critical.js';
import { logBinomialMass } from '../../validation/binomial/mass.js';
import type { ComparedNonce } from '../../validation/poc/compareArtifacts.js';
import { probability } from '../pocTables.js';
import type { Chart } from './chart.js';
import type { Page, PageSection, PageTable } from './page.js';
import { colours } from './palette.js';

/** A validation as one offline page: how fast, how far apart, and how far from another verdict. */
export function validatePage(record: RunRecord, distances: Distances): Page {
  const { args, reference } = record.plan;
  const { verdict } = outcomeOf(record);
  return {
    title: `${verdict}: ${args.model}`,
    text: [
      `MLNode ${args.mlnode_url}, ${record.timestamp.replace('T', ' ').slice(0, 19)}.`,
      `Reference ${reference.path}: ${reference.nonces.length} vectors (${reference.source ?? 'unknown source'}).`,
      ...(record.error === null ? [] : [`Ended in phase ${record.phase}: ${record.error.message}`]),
    ],
    sections: [
      settingsSection(record),
      throughputSection(record),
      distanceSection(record, distances),
      binomialSection(record),
    ],
  };
}

function settingsSection(record: RunRecord): PageSection {
  const { statTest, additionalArgs, args, reference } = record.plan;
  const keys = ['dist_threshold', 'p_mismatch', 'fraud_threshold'] as const;
  const rows = keys.map((key) => [key, String(statTest.values[key]), statTest.source[key]] as const);
  const table: PageTable = {
    head: ['parameter', 'value', 'decided by'],
    rows: [
      ...rows,
      ['seq_len, k_dim', `${reference.seqLen}, ${reference.kDim}`, 'artifact'],
      ['block_hash, public_key', `${reference.blockHash}, ${reference.publicKey}`, 'artifact'],
      ['dtype, additional_args', [args.dtype, ...additionalArgs].join(' '), 'artifact and cli'],
    ],
  };
  const notApplied = 'vLLM was already running: the additional_args were not applied to it';
  const said = [...(record.deploy?.action === 'already_running' ? [notApplied] : []), ...warningsOf(record)];
  return { heading: 'What was tested', text: said.map((warning) => `Warning: ${warning}.`), table };
}

function throughputSection({ measurement }: RunRecord): PageSection {
  const heading = 'Throughput';
  const samples = measurement?.samples ?? [];
  if (samples.length === 0) return { heading, text: ['Not measured.'] };
  const ports = [...new Set(samples.flatMap((sample) => sample.ports))].sort((a, b) => a - b);
  const rateOf = (i: number, port: number): number | null => {
    const { ports: present, sample } = samples[i]!;
    const place = present.indexOf(port);
    return place < 0 ? null : sample.per_backend_nonces_per_second[place]!;
  };
  const table: PageTable = {
    head: ['seconds', 'sum', ...ports.map((port) => `port ${port}`)],
    rows: samples.map(({ sample }, i) => [
      sample.elapsed_s,
      sample.sum_nonces_per_second.toFixed(2),
      ...ports.map((port) => rateOf(i, port)?.toFixed(2) ?? ''),
    ]),
  };
  const series = ports.map((port) => ({
    name: `port ${port}`,
    type: 'line' as const,
    symbol: 'circle',
    symbolSize: 6,
    data: samples.map(({ sample }, i) => [sample.elapsed_s, rateOf(i, port)]),
  }));
  const sum = {
    ...series[0]!,
    name: 'all replicas',
    color: colours.text,
    lineStyle: { type: 'dashed' as const },
    data: samples.map(({ sample }) => [sample.elapsed_s, sample.sum_nonces_per_second]),
  };
  const chart: Chart = {
    name: 'validate-throughput',
    title: 'Nonces per second of each replica',
    subtitle: `Average since the generation began, as the MLNode counts; ${samples.length} samples`,
    option: {
      legend: {},
      xAxis: { type: 'value', name: 'Seconds of measuring', nameGap: 34, min: 0, minInterval: 1 },
      yAxis: { type: 'value', name: 'Nonces per second', nameGap: 56, min: 0 },
      series: ports.length > 1 ? [...series, sum] : series,
    },
  };
  return { heading, chart, table };
}

function distanceSection({ plan, response }: RunRecord, { nonces, missing }: Distances): PageSection {
  const heading = 'Distances';
  if (missing !== undefined) return { heading, text: [`Not measured: ${missing}.`] };
  const threshold = plan.statTest.values.dist_threshold;
  const found = nonces.filter((compared) => compared.distance !== undefined);
  const above = nonces.filter(({ mismatch }) => mismatch).length;
  const said = `Vectors made a second time, and compared here: ${above} of ${nonces.length} above the threshold.`;
  const differs = response !== null && response.n_mismatch !== above;
  const largest = Math.max(0, ...found.map(({ distance }) => distance!));
  return {
    heading,
    text: [
      said,
      `Largest distance ${largest.toPrecision(4)}; the threshold is ${threshold}.`,
      ...(differs
        ? [`The MLNode itself counted ${response.n_mismatch} mismatches when it was asked for a verdict.`]
        : []),
    ],
    chart: distanceChart(found, threshold),
  };
}

function distanceChart(found: readonly ComparedNonce[], threshold: number): Chart {
  const points = (mismatch: boolean) =>
    found.filter((compared) => compared.mismatch === mismatch).map(({ nonce, distance }) => [nonce, distance!]);
  const symbolSize = found.length > 500 ? 4 : 8;
  const series = (name: string, mismatch: boolean, color: string) => ({
    name: `${name} (${points(mismatch).length})`,
    type: 'scatter' as const,
    symbolSize,
    color,
    data: points(mismatch),
  });
  const line = {
    silent: true,
    symbol: 'none',
    data: [{ yAxis: threshold, label: { formatter: `${threshold}`, position: 'end' as const } }],
  };
  return {
    name: 'validate-distances',
    title: 'How far each vector is from the reference',
    subtitle: 'L2 distance by nonce; above the line counts as a mismatch',
    option: {
      grid: { left: 84, right: 64, top: 86, bottom: 92 },
      legend: {},
      xAxis: {
        type: 'value',
        name: 'Nonce',
        nameGap: 34,
        min: 'dataMin',
        max: 'dataMax',
        minInterval: 1,
        axisLabel: { hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        name: 'L2 distance',
        nameGap: 50,
        min: 0,
        max: niceEnd(Math.max(threshold, ...found.map(({ distance }) => distance!))),
      },
      series: [{ ...series('within', false, colours.honest), markLine: line }, series('mismatch', true, colours.fraud)],
    },
  };
}

/** The end of an axis that reaches beyond a number: one or a half of a power of ten further. */
function niceEnd(beyond: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(beyond, 1e-9))) / 2;
  return Number(((Math.floor(beyond / step) + 1) * step).toPrecision(6));
}

function binomialSection(record: RunRecord): PageSection {
  const heading = 'The binomial test';
  const { plan, response } = record;
  const again = checkedTest(record);
  if (response === null || again === null) return { heading, text: ['There was no verdict.'] };
  const { p_mismatch: p, fraud_threshold: alpha } = plan.statTest.values;
  const { n_total: n, n_mismatch: observed } = response;
  const { k, falsePositiveRate } = criticalCount(n, p, alpha);
  const apart =
    observed < k
      ? `${counted(k - observed, 'more mismatch')} would have turned it into FAIL`
      : `${counted(observed - k + 1, 'mismatch')} fewer would have turned it into PASS`;
  const turn = k > n ? 'no number of mismatches convicts with these settings' : apart;
  return {
    heading,
    text: [
      `${counted(observed, 'mismatch')} of ${n}; an honest node has so many or more with probability ${probability(again.pValue, again.log10PValue)} at ${p} each. Fraud is below ${alpha}.`,
      `From ${k} mismatches on it is FAIL: ${turn}. An honest node is convicted with probability ${falsePositiveRate.toPrecision(3)}.`,
    ],
    chart: binomialChart(n, p, observed, k),
  };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 'es'}`;

function binomialChart(n: number, p: number, observed: number, critical: number): Chart {
  const spread = Math.sqrt(n * p * (1 - p));
  const from = Math.max(0, Math.floor(Math.min(n * p - 5 * spread, observed - 2)));
  const to = Math.min(n, Math.ceil(Math.max(n * p + 5 * spread, observed + 2, critical + 2)));
  const step = Math.max(1, Math.ceil((to - from) / 400));
  const counts = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const mass = (k: number) => Math.exp(logBinomialMass(n, k, p));
  const bars = (name: string, guilty: boolean, color: string) => ({
    name,
    type: 'bar' as const,
    stack: 'mass',
    barCategoryGap: '10%',
    color,
    data: counts.map((k) => (k >= critical === guilty ? mass(k) : 0)),
  });
  const mark = {
    xAxis: counts.findIndex((k) => k + step > observed),
    label: { formatter: `observed ${observed}`, position: 'end' as const },
  };
  return {
    name: 'validate-binomial',
    title: 'Where the verdict lies',
    subtitle: `Mismatches of an honest node: binomial, ${n} vectors at ${p} each; FAIL from ${critical} on`,
    option: {
      grid: { left: 84, right: 64, top: 86, bottom: 92 },
      legend: {},
      xAxis: { type: 'category', name: 'Mismatches', nameGap: 34, data: counts.map(String) },
      yAxis: { type: 'value', name: 'Probability', nameGap: 56, min: 0 },
      series: [
        { ...bars('PASS', false, colours.honest), markLine: { silent: true, symbol: 'none', data: [mark] } },
        bars('FAIL', true, colours.fraud),
      ],
    },
  };
}

import { binomialTail } from '../../validation/binomial/tail.js';
import { accusesFrom, type VoteSettings } from '../../validation/vote/settings.js';
import type { VoteResult } from '../../validation/vote/simulateVotes.js';
import { fixedCounts } from '../../validation/vote/votesOfOne.js';
import type { Chart } from './chart.js';
import { colours } from './palette.js';

/** One target of a vote, as a picture names it. */
export interface VotedTarget {
  readonly name: string;
  readonly settings: VoteSettings;
  readonly result: VoteResult;
}

const bins = 100;
const targetColours = [colours.honest, colours.fraud, colours.exact, colours.other];

/** Where the accusing share of weight lies in all rounds, against the quorum. */
export function shareChart(targets: readonly VotedTarget[], subtitle: string): Chart {
  const { quorum } = targets[0]!.settings;
  const histogram = ({ shares, rounds }: VoteResult) => {
    const counts = new Float64Array(bins);
    for (const share of shares) counts[Math.min(bins - 1, Math.floor(share * bins))]!++;
    return Array.from(counts, (count, i) => [i + 0.5, (100 * count) / rounds]);
  };
  return {
    name: 'vote-shares',
    title: 'Weight that accuses, round by round',
    subtitle,
    option: {
      legend: {},
      xAxis: { type: 'value', name: 'Share of voting weight that accuses (%)', nameGap: 34, min: 0, max: 100 },
      yAxis: { type: 'value', name: '% of rounds, per 1 % of weight', nameGap: 44 },
      series: targets.map(({ name, result }, i) => ({
        name: `${name}: ${percent(result.convictionRate)} convicted`,
        type: 'line',
        step: 'middle',
        data: histogram(result),
        color: targetColours[i % targetColours.length]!,
        areaStyle: { opacity: 0.25 },
        ...(i === 0 && {
          markLine: {
            silent: true,
            symbol: 'none',
            data: [{ xAxis: 100 * quorum, label: { formatter: `quorum ${percent(quorum)}` } }],
          },
        }),
      })),
    },
  };
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;

/** How the p-value falls with the number of mismatches, and from where on a validator accuses. */
export function countChart(settings: VoteSettings): Chart {
  const { checks, pMismatch, fraudThreshold } = settings;
  const least = accusesFrom(settings);
  const rows = fixedCounts(settings, Math.min(checks, Math.max(20, 2 * least)));
  return {
    name: 'vote-counts',
    title: 'What one validator concludes',
    subtitle: `P-value of a number of mismatches in ${checks} checks, when ${percent(pMismatch)} are normal`,
    option: {
      grid: { left: 84, right: 130, top: 86, bottom: 92 },
      legend: { data: ['not accused', 'accused'] },
      xAxis: { type: 'category', name: 'Mismatches', nameGap: 32, data: rows.map(({ mismatches }) => `${mismatches}`) },
      yAxis: {
        type: 'log',
        name: 'P-value (logarithmic)',
        nameGap: 56,
        max: 1,
        axisLabel: { formatter: (value: number) => (value === 1 ? '1' : `1e${Math.round(Math.log10(value))}`) },
      },
      series: [false, true].map((accused) => ({
        name: accused ? 'accused' : 'not accused',
        type: 'scatter',
        symbolSize: 11,
        color: accused ? colours.fraud : colours.honest,
        data: rows.map((row) => (row.accused === accused && row.pValue > 0 ? row.pValue : '-')),
        ...(accused && {
          markLine: {
            silent: true,
            symbol: 'none',
            data: [{ yAxis: fraudThreshold, label: { formatter: `accused below ${fraudThreshold}`, position: 'end' } }],
          },
        }),
      })),
    },
  };
}

/** How often one validator accuses a target, by the mismatch rate that it truly has. Exact. */
export function powerChart(settings: VoteSettings, marks: readonly VotedTarget[]): Chart {
  const { checks, pMismatch } = settings;
  const least = accusesFrom(settings);
  const end = Math.min(1, Math.max(5 * pMismatch, ...marks.map((mark) => 1.5 * mark.settings.rate)));
  const curve = Array.from({ length: 201 }, (_, i) => {
    const rate = (i / 200) * end;
    return [100 * rate, 100 * binomialTail(checks, least, rate).p];
  });
  return {
    name: 'vote-power',
    title: 'How soon one validator notices',
    subtitle: `${checks} checks, accused from ${least} mismatches on; exact`,
    option: {
      legend: {},
      xAxis: { type: 'value', name: 'True mismatch rate of the target (%)', nameGap: 34, min: 0, max: 100 * end },
      yAxis: { type: 'value', name: 'Accused (% of validators)', nameGap: 44, min: 0, max: 100 },
      series: [
        { type: 'line', name: 'one validator accuses', data: curve, color: colours.exact },
        ...marks.map(({ name, settings: { rate }, result: { accusationRate } }, i) => ({
          type: 'scatter' as const,
          name,
          symbolSize: 13,
          color: targetColours[i % targetColours.length]!,
          data: [[100 * rate, 100 * accusationRate]],
          label: {
            show: true,
            position: 'right' as const,
            distance: 10,
            color: colours.text,
            formatter: `${percent(accusationRate)} at ${percent(rate)}`,
          },
        })),
      ],
    },
  };
}

import { spawnSync } from 'node:child_process';
import { compareAnswers, type DistanceName } from '../src/validation/distance/distances.js';
import { type Position, position } from '../src/validation/distance/position.js';
import { normal, sfc32 } from '../src/validation/random.js';
import { parseRecord, recordLine } from '../src/validation/records/recordJson.js';
import { boundCurve } from '../src/validation/thresholds/boundCurve.js';
import { gridOf, gridPoint } from '../src/validation/thresholds/grid.js';
import { f1Of } from '../src/validation/thresholds/metrics.js';
import { searchBounds } from '../src/validation/thresholds/searchBounds.js';
import { syntheticDistances } from '../src/validation/thresholds/syntheticSamples.js';
import { compare } from './harness.js';

// Distances of records as proposals have them, 3,000 tokens with five candidates, and the search of bounds.

const tokens = 3000;
const width = 5;
const recordCount = 20;
const uniform = sfc32(6);

function answerPair(): [Position[], Position[]] {
  const inference: Position[] = [];
  const validation: Position[] = [];
  for (let i = 0; i < tokens; i++) {
    const top = Array.from(
      { length: width + 1 },
      (_, k) => [` t${(i * 7 + k * 131) % 5000}`, -0.1 - k - uniform()] as const,
    );
    const again = top.map(([token, logprob]) => [token, logprob * Math.exp(normal(uniform, 0, 0.05))] as const);
    inference.push(position(top[0]![0], top.slice(0, width)));
    // In a tenth of the positions the last candidate is another one.
    validation.push(
      position(top[0]![0], uniform() < 0.1 ? [...again.slice(0, width - 1), again[width]!] : again.slice(0, width)),
    );
  }
  return [inference, validation];
}

const lines = Array.from({ length: recordCount }, answerPair).map(([inference, validation]) =>
  recordLine({
    prompt: 'p',
    language: 'en',
    inference: { text: '', positions: inference },
    validation: { text: '', positions: validation },
  }),
);

const pairs = lines.map((line) => {
  const { inference, validation } = parseRecord(line, 'bench');
  return [inference.positions, validation!.positions] as const;
});

/** The same with a map for each position, as a notebook holds it. */
const maps = pairs.map((pair) =>
  pair.map((positions) =>
    positions.map(({ candidates, logprobs }) => new Map(candidates.map((token, k) => [token, logprobs[k]!]))),
  ),
);
function distanceOverMaps([inference, validation]: Map<string, number>[][]): number {
  let total = 0;
  inference!.forEach((inf, i) => {
    const val = validation![i]!;
    const [m1, m2] = [...val.values()].sort((a, b) => a - b);
    for (const [token, a] of inf) {
      const b = val.get(token) ?? m1! - (m2! - m1!);
      total += Math.abs(a - b) / (1e-10 + Math.abs(a) + Math.abs(b)) / 2;
    }
  });
  return (total + 1) / (Math.max(100, inference!.length) * inference![0]!.size + 1);
}

let checked = 0;
const check = (figure: number): void => {
  checked += figure;
};
const over = (name: DistanceName) => ({
  name,
  run: () => {
    for (const [inference, validation] of pairs) {
      const comparison = compareAnswers(inference, validation, name);
      if (comparison.kind === 'similarity') checked += comparison.distance;
    }
  },
});
await compare(
  `distance of a record, ${tokens} tokens with ${width} candidates`,
  [
    {
      name: 'maps and a sort, as a notebook does',
      run: () => {
        for (const pair of maps) checked += distanceOverMaps(pair);
      },
    },
    over('js'),
    over('chain'),
    over('early'),
    over('distance2'),
  ],
  { per: { count: recordCount, unit: '/record' } },
);
const bytes = lines.reduce((sum, line) => sum + line.length, 0);
await compare(
  `reading a record of ${Math.round(bytes / recordCount / 1000)} kB`,
  [
    { name: 'JSON.parse alone', run: () => check(lines.map((line) => JSON.parse(line).prompt.length).length) },
    {
      name: 'read and checked',
      run: () => check(lines.map((line) => parseRecord(line, 'bench').prompt.length).length),
    },
  ],
  { per: { count: recordCount, unit: '/record' } },
);

const samples = {
  honest: syntheticDistances({ mean: 0.0034, std: 0.0032 }, 80_000, 6),
  fraud: syntheticDistances({ mean: 0.026, std: 0.016 }, 20_000, 6, 1),
};
/** Upstream's search without its inner loop, which changes nothing: every candidate against every distance. */
function everyCandidate(): number {
  const all = [...samples.honest, ...samples.fraud];
  const [least, most] = all.reduce(([low, high], d) => [Math.min(low, d), Math.max(high, d)], [Infinity, -Infinity]);
  const grid = gridOf(least, most, 0.001);
  let best = { lower: 0, f1: -1 };
  for (let i = 0; i < grid.count - 1; i++) {
    const lower = gridPoint(grid, i);
    if (samples.honest.some((d) => d > lower)) continue;
    let [found, accused] = [0, 0];
    for (const d of samples.fraud) if (d >= lower) found++;
    for (const d of samples.honest) if (d >= lower) accused++;
    const f1 = f1Of(found, accused, samples.fraud.length - found);
    if (f1 > best.f1) best = { lower, f1 };
  }
  return best.lower;
}
if (everyCandidate() !== searchBounds(samples, { step: 0.001 }).lower) throw new Error('the searches differ');
await compare('search of bounds on 100,000 distances, step .001', [
  { name: 'every candidate', run: () => check(everyCandidate()) },
  { name: 'curve of 500 points', run: () => check(boundCurve(samples, 0.001).length) },
  {
    name: 'one in a thousand accused',
    run: () => check(searchBounds(samples, { step: 0.001, honestFalsePositives: 0.001 }).lower),
  },
  { name: 'as upstream', run: () => check(searchBounds(samples, { step: 0.001 }).lower) },
]);

/** The same distance in Python, where there is one: what a notebook takes. */
const script = `
import json, sys, time
pairs = []
for line in sys.stdin:
    r = json.loads(line)
    pairs.append([[p["logprobs"] for p in r[side]["results"]] for side in ("inference_result", "validation_result")])
start = time.perf_counter()
for inf, val in pairs:
    total = 0.0
    for a, b in zip(inf, val):
        low = sorted(b.values())[:2]
        for token, x in a.items():
            y = b.get(token, 2 * low[0] - low[1])
            total += abs(x - y) / (1e-10 + abs(x) + abs(y)) / 2
print((time.perf_counter() - start) / len(pairs) * 1000)
`;
const python = spawnSync('python3', ['-c', script], { input: lines.join('\n'), encoding: 'utf8' });
if (python.status === 0) console.log(`\ndistance of a record in plain Python: ${Number(python.stdout).toFixed(2)} ms`);
if (!Number.isFinite(checked)) throw new Error('a distance is not a number');

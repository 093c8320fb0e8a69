// node scripts/pick-fixtures.mjs: picks a small part of the golden vectors for test/fixtures/vectors, so that a clone without
// the vectors' folder proves the same rules. Whole cases where they are small, the first steps of the long ones.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const shared = resolve(process.env.GONKA_SIM_SHARED ?? resolve(root, '../shared'));
const source = resolve(process.env.GONKA_SIM_VECTORS ?? join(shared, 'vectors'));
const target = join(root, 'test/fixtures/vectors');

const smallCase = 1500;
const casesPerFile = 2;
/** Long cases, and how many bytes of their steps are kept. */
const cut = { 'msg_server.json': ['steps', 6000], 'end_block.json': ['blocks', 45000] };
const casesOfCut = { 'msg_server.json': 7, 'end_block.json': 1 };

const size = (value) => JSON.stringify(value).length;

function shortened(one, list, bytes) {
  let left = bytes;
  const kept = one.expected[list].filter((step) => {
    left -= size(step);
    return left >= 0;
  });
  const whole = one.expected[list];
  // Steps build on each other: only a beginning without gaps.
  const gap = whole.findIndex((step, index) => kept[index] !== step);
  return { ...one, expected: { ...one.expected, [list]: gap < 0 ? whole : whole.slice(0, gap) } };
}

function chosen(name, cases) {
  if (cut[name] !== undefined) {
    return cases.slice(-casesOfCut[name]).map((one) => shortened(one, ...cut[name]));
  }
  const small = cases.filter((one) => size(one) <= smallCase);
  // The first and one from the middle: neighbours are often variations of one thing.
  const picked = [small[0], small[Math.floor(small.length / 2)]].slice(0, casesPerFile);
  return [...new Set(picked)].filter((one) => one !== undefined);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const name of readdirSync(source).filter((file) => file.endsWith('.json'))) {
  const { cases, madeWith, pins, format, note, ...fields } = JSON.parse(readFileSync(join(source, name), 'utf8'));
  if (!Array.isArray(cases)) continue;
  const kept = chosen(name, cases).map(({ note: _, ...one }) => one);
  if (kept.length === 0) continue;
  const small = Object.fromEntries(Object.entries(fields).filter(([, value]) => size(value) <= smallCase));
  writeFileSync(join(target, name), `${JSON.stringify({ ...small, pins: '', cases: kept })}\n`);
}

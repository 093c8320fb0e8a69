import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parityTable, type RouteScore } from './exchanges.js';

/** The page that says how alike our answers are to a real node's. One section for each door. */
const page = join(import.meta.dirname, '../../docs/PARITY-NODE.md');
const head = `# Answers beside a real node's

Recorded exchanges of real nodes, put to ours. *Equal*: status, headers that count and every value, in the same order of fields.
*Shape equal*: the same status, fields and JSON types, with other values for the reason that is given. Made by the tests
(\`UPDATE_PARITY=1 npx vitest run test/parity --no-file-parallelism\`), which fail when an answer becomes less alike than this page says.
`;

const begin = (name: string): string => `<!-- begin ${name} -->`;
const end = (name: string): string => `<!-- end ${name} -->`;

/** What the page says of one door; empty when it says nothing yet. */
function readSection(name: string): string {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const [from, to] = [text.indexOf(begin(name)), text.indexOf(end(name))];
  return from < 0 || to < 0 ? '' : text.slice(from + begin(name).length, to).trim();
}

/** Writes one door's section, when \`UPDATE_PARITY\` is set. */
function updateSection(name: string, section: string): void {
  if (!process.env.UPDATE_PARITY) return;
  const text = existsSync(page) ? readFileSync(page, 'utf8') : head;
  const written = `${begin(name)}\n${section}\n${end(name)}`;
  const [from, to] = [text.indexOf(begin(name)), text.indexOf(end(name))];
  const whole =
    from < 0 || to < 0
      ? `${text.trimEnd()}\n\n${written}\n`
      : text.slice(0, from) + written + text.slice(to + end(name).length);
  writeFileSync(page, whole);
}

interface Claim {
  readonly exchanges: number;
  readonly equal: number;
  /** Of equal shape at least. */
  readonly alike: number;
}

/** What a section's tables say by route. */
function claimsOf(section: string): ReadonlyMap<string, Claim> {
  const rows = [...section.matchAll(/^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \|/gm)];
  return new Map(
    rows.map(([, route, ...counts]) => {
      const [exchanges, equal, shape] = counts.map(Number) as [number, number, number];
      return [route!, { exchanges, equal, alike: equal + shape }];
    }),
  );
}

/**
 * Holds the scores to what a section of the page says, or writes that section anew. Every difference must have a reason, and no
 * route may be less alike than it was. Of another recording, with other exchanges, the page says nothing.
 */
export function holdToPage(
  name: string,
  title: string,
  scores: readonly RouteScore[],
  notes: readonly string[] = [],
): void {
  updateSection(name, [`## ${title}`, ...notes, parityTable(scores)].join('\n\n'));
  const unexplained = scores.filter(({ because }) => because.includes('not explained')).map(({ route }) => route);
  expect(unexplained).toEqual([]);
  const claims = claimsOf(readSection(name));
  expect(claims.size, `UPDATE_PARITY=1 writes the section ${name}`).toBeGreaterThan(0);
  for (const { route, exchanges, equal, shapeEqual } of scores) {
    const claimed = claims.get(route);
    if (claimed?.exchanges !== exchanges) continue;
    expect(equal, `${name}: ${route}, equal`).toBeGreaterThanOrEqual(claimed.equal);
    expect(equal + shapeEqual, `${name}: ${route}, at least of equal shape`).toBeGreaterThanOrEqual(claimed.alike);
  }
}

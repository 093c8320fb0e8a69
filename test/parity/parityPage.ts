import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page that says how alike our answers are to a real node's. One section for each door. */
const page = join(import.meta.dirname, '../../docs/PARITY-NODE.md');
const head = `# Answers beside a real node's

Recorded exchanges of real nodes, put to ours. *Equal*: status, content type and every value, in the same order of fields.
*Shape equal*: the same status, fields and JSON types, with other values for the reason that is given. Made by the tests
(\`UPDATE_PARITY=1 npx vitest run test/parity\`), which fail when an answer becomes less alike than this page says.
`;

const begin = (name: string): string => `<!-- begin ${name} -->`;
const end = (name: string): string => `<!-- end ${name} -->`;

/** What the page says of one door; empty when it says nothing yet. */
export function readSection(name: string): string {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const [from, to] = [text.indexOf(begin(name)), text.indexOf(end(name))];
  return from < 0 || to < 0 ? '' : text.slice(from + begin(name).length, to).trim();
}

/** Writes one door's section, when \`UPDATE_PARITY\` is set. */
export function updateSection(name: string, section: string): void {
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

/** Claims of a section's tables: route -> how many exchanges are equal, and how many at least of equal shape. */
export function claimsOf(section: string): ReadonlyMap<string, { equal: number; alike: number }> {
  const rows = [...section.matchAll(/^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \|/gm)];
  return new Map(
    rows.map(([, route, , equal, shape]) => [route!, { equal: Number(equal), alike: Number(equal) + Number(shape) }]),
  );
}

import { it } from 'vitest';
import { messagesOf } from './actions.js';
import { check } from './expectations.js';
import { fail, TestChain, type TestChainOptions } from './testChain.js';

/** A line of a scenario: what happens in a block, and what can be seen after it. */
interface Row {
  readonly line: string;
  readonly height: bigint;
  readonly action: string;
  readonly expectations: readonly string[];
}

/**
 * A test as a table that its reader can check by hand: `height | action | expect`. Rows of one height are one block, in
 * their order; blocks that no row names are empty. Several expectations of a row stand apart by `;`.
 */
export function scenario(title: string, options: TestChainOptions, table: string): void {
  it(title, () => {
    const chain = new TestChain(options);
    let used = 0n;
    const fresh = () => used++;
    for (const rows of byHeight(rowsOf(table))) {
      chain.runTo(rows[0]!.height - 1n);
      const sent = rows.map(({ action }) => messagesOf(action, { keeper: chain.keeper, fresh }));
      const block = chain.block(sent.flat());
      const results = [...block.results];
      for (const [i, row] of rows.entries()) {
        const seen = { block, results: results.splice(0, sent[i]!.length), keeper: chain.keeper };
        for (const text of row.expectations) at(row, () => check(text, seen));
      }
    }
  });
}

/** A failed expectation with the line that it stands in. */
function at({ line }: Row, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) error.message = `${line}\n${error.message}`;
    throw error;
  }
}

function rowsOf(table: string): Row[] {
  const [header, ...lines] = table
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (!/^height +\| action +\| expect$/.test(header ?? '')) fail(`not a table: ${header}`);
  return lines.map((line) => {
    const [height, action, expectations, ...rest] = line.split('|').map((cell) => cell.trim());
    if (expectations === undefined || rest.length > 0) fail(`not a row: ${line}`);
    return {
      line,
      height: BigInt(height!),
      action: action!,
      expectations: expectations.split(';').map((one) => one.trim()),
    };
  });
}

function byHeight(rows: readonly Row[]): Row[][] {
  const blocks: Row[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last?.[0]?.height === row.height) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

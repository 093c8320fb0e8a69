import { join } from 'node:path';
import { expect } from 'vitest';
import type { Node } from '../../src/node/node.js';
import { bytesToBase64, hexToBytes } from '../../src/util/bytes.js';
import { type Row, rows } from './ante/recordedState.js';
import { liveThrough } from './nodeRun.js';
import type { FolderRow } from './suite.js';

// What clients of the recorded SDK chain asked it, asked of ours when it stands where that one stood.

function compareAnswer(node: Node, { path, data, height, prove, response }: Row): void {
  const answer = node.query({ path, data: hexToBytes(data), height: BigInt(height ?? 0), prove: prove ?? false });
  const value = answer.value === undefined ? null : bytesToBase64(answer.value);
  const { code, codespace, log } = answer;
  const mine = { code, codespace, log, value, height: String(answer.height) };
  const recorded = Object.fromEntries(Object.keys(mine).map((field) => [field, response[field]]));
  expect(mine, `${path} at ${answer.height}`).toEqual(recorded);
}

async function runQueries(folder: string): Promise<void> {
  const queries = rows(join(folder, 'simapp53-queries.jsonl'));
  const waiting = new Set(queries);
  await liveThrough(folder, (node) => {
    for (const query of waiting) {
      if (BigInt(query.response.height) > node.height) continue;
      if (query.height === null && query.response.height !== String(node.height)) continue;
      waiting.delete(query);
      compareAnswer(node, query);
    }
  });
  expect(
    [...waiting].map(({ path }) => path),
    'never asked',
  ).toEqual([]);
}

export const nodeQueryRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title: 'what clients of the recorded SDK chain asked is answered to the byte',
    matches: (file) => file === 'simapp53-queries.jsonl',
    check: runQueries,
  },
];

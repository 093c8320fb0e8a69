import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { surfaceBugs } from '../../src/app/failure.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import type { Node } from '../../src/node/node.js';
import { openNode } from '../../src/node/openNode.js';
import { parseTime } from '../../src/sdk/time.js';
import { vectorsFolder } from '../vectors/shared.js';
import { readPlainBlocks } from './plainChain.js';

/**
 * The plain SDK chain of the recordings as a node of ours: its genesis, and then the recorded transactions in blocks of the
 * recorded times, up to the last one, and empty blocks up to a height. Nobody has its validator's key, so signatures differ,
 * and with them all hashes.
 */
export async function openPlainNode(height: bigint): Promise<Node> {
  const name = 'simapp53-genesis.json';
  const genesis = parseGenesisFile(readFileSync(join(vectorsFolder, name), 'utf8'), name);
  const blocks = readPlainBlocks();
  let now = genesis.time;
  const node = await openNode({ genesis, mode: 'manual', time: () => now, onBug: surfaceBugs });
  for (const { recorded, txs } of blocks) {
    now = parseTime(recorded.header.time);
    if (BigInt(recorded.header.height) <= node.height) continue;
    for (const { tx } of txs) node.broadcast(Buffer.from(tx, 'base64'));
    node.mine();
  }
  while (node.height < height) {
    now += 1_000_000_000n;
    node.mine();
  }
  return node;
}

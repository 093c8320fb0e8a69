import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import type { TxResult } from '../../src/app/txResult.js';
import { deployed } from '../../src/module/profiles.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import type { Node } from '../../src/node/node.js';
import { openNode } from '../../src/node/openNode.js';
import { parseTime } from '../../src/sdk/time.js';
import { ed25519FromSeed } from '../../src/types/comet/ed25519.js';
import type { ChainEvent } from '../../src/types/events.js';
import { base64ToBytes, bytesToBase64, bytesToHex, hexToBytes } from '../../src/util/bytes.js';
import { type Row, rows } from './ante/recordedState.js';
import type { FolderRow } from './suite.js';

// A recorded chain lived through again by a node: the transactions are sent when they were sent, blocks are made when they
// were made, and everything must come out the same.

const upper = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase();

/** As the RPC writes a result; texts that Go's protobuf makes differ from run to run in a space. */
const shownResult = ({ code, codespace, log, data, gasWanted, gasUsed, events }: TxResult): Row => ({
  code,
  data: data.length > 0 ? bytesToBase64(data) : null,
  log: log.replaceAll('\u00a0', ' '),
  gas_wanted: String(gasWanted),
  gas_used: String(gasUsed),
  events: events.map(shownEvent),
  codespace,
});

const recordedResult = ({ info: _, data, log, ...result }: Row): Row => ({
  ...result,
  data: data || null,
  log: log.replaceAll('\u00a0', ' '),
});

const shownEvent = ({ type, attributes }: ChainEvent): Row => ({
  type,
  attributes: attributes.map(({ key, value }) => ({ key, value, index: true })),
});

/** Equal, field by field in the same order; long lists of events are compared in no time this way. */
function expectSame(mine: unknown, recorded: unknown, what: string): void {
  if (JSON.stringify(mine) !== JSON.stringify(recorded)) expect(mine, what).toEqual(recorded);
}

/** Sends what was sent when the chain stood at a height, and compares what CheckTx said. */
function send(node: Node, sent: readonly Row[]): void {
  for (const { hash, tx, check_tx } of sent) {
    const { data: _, ...mine } = shownResult(node.broadcast(base64ToBytes(tx)));
    const { data: __, ...recorded } = recordedResult(check_tx);
    expect(mine, `CheckTx of ${hash}`).toEqual(recorded);
  }
}

function compareBlock(node: Node, row: Row, txs: ReadonlyMap<string, Row>): void {
  const height = BigInt(row.header.height);
  const { block } = node.blocks.byHeight(height)!;
  const results = node.blocks.results(height)!;
  expect(block.data.txs.map((tx) => bytesToBase64(tx))).toEqual(row.txs.map((hash: string) => txs.get(hash)!.tx));
  expect(results.txResults.map(shownResult)).toEqual(
    row.txs.map((hash: string) => recordedResult(txs.get(hash)!.tx_result)),
  );
  expect(results.events.map(shownEvent), `events of ${height}`).toEqual(row.finalize_block_events ?? []);
  expect(bytesToBase64(results.appHash), `app hash of ${height}`).toBe(row.app_hash);
  expect(upper(block.header.lastResultsHash)).toBe(row.header.last_results_hash);
  expect(upper(block.header.validatorsHash)).toBe(row.header.validators_hash);
}

/** Lives through the recorded SDK chain; `visit` sees it after every recorded block, before what was sent then is sent. */
export async function liveThrough(folder: string, visit: (node: Node, row: Row) => void): Promise<void> {
  const at = (name: string) => join(folder, `simapp53-${name}`);
  const genesis = parseGenesisFile(readFileSync(at('genesis.json'), 'utf8'), 'genesis.json');
  const recorded = rows(at('txs.jsonl'));
  let now = 0n;
  const node = await openNode({ genesis, mode: 'manual', time: () => now, onBug: surfaceBugs });
  for (const row of rows(at('blocks.jsonl'))) {
    now = parseTime(row.header.time);
    if (node.height < BigInt(row.header.height)) node.mine();
    visit(node, row);
    send(
      node,
      recorded.filter(({ checked_at }) => String(checked_at) === row.header.height),
    );
  }
  await node.stop();
}

function runSimapp(folder: string): Promise<void> {
  const txs = new Map(rows(join(folder, 'simapp53-txs.jsonl')).map((row) => [row.hash, row]));
  return liveThrough(folder, (node, row) => compareBlock(node, row, txs));
}

/** A log without the stack of a panic, which ours does not have. */
const withoutStack = ({ log, ...result }: Row): Row => ({
  ...result,
  log: log.replace(/\nstack:\n.*: panic$/s, ': panic'),
});

/** With the key of the validator that ran, the very blocks come out: whoever has one id has checked all before it. */
async function runLive(folder: string): Promise<void> {
  const at = (name: string) => join(folder, 'live', name);
  const genesis = parseGenesisFile(readFileSync(at('genesis.json'), 'utf8'), 'genesis.json');
  const accounts: Row[] = Object.values(JSON.parse(readFileSync(at('accounts.json'), 'utf8')));
  const validatorKeys = accounts.map(({ consensus_seed_hex: seed }) => ed25519FromSeed(hexToBytes(seed)));
  const own = validatorKeys.filter(({ publicKey }) => genesisNames(genesis.appState, publicKey));
  const included = new Map<number, Row[]>();
  for (const row of rows(at('txs.jsonl'))) included.set(row.height, [...(included.get(row.height) ?? []), row]);
  const events = new Map(rows(at('blocks.jsonl')).map((row) => [row.height, row.block_results.finalize_block_events]));
  let now = 0n;
  const time = () => now;
  const node = await openNode({ genesis, profile: deployed.name, mode: 'manual', time, validatorKeys: own });
  for (const { height, header, block_hash: hash } of rows(at('headers.jsonl'))) {
    const txs = (included.get(height) ?? []).sort((a, b) => a.index - b.index);
    now = parseTime(header.time);
    for (const { tx } of txs) node.broadcast(base64ToBytes(tx));
    if (node.height < BigInt(height)) node.mine();
    const results = node.blocks.results(BigInt(height))!;
    expect(upper(node.blocks.byHeight(BigInt(height))!.blockId.hash), `block ${height}`).toBe(hash);
    const recorded = txs.map(({ result }) => withoutStack(recordedResult(result)));
    expectSame(results.txResults.map(shownResult).map(withoutStack), recorded, `results of ${height}`);
    if (events.has(height)) expectSame(results.events.map(shownEvent), events.get(height) ?? [], `events of ${height}`);
  }
  await node.stop();
}

/** Whether a genesis transaction makes a validator of the key. */
const genesisNames = ({ genutil }: Readonly<Record<string, unknown>>, publicKey: Uint8Array): boolean =>
  JSON.stringify(genutil).includes(bytesToBase64(publicKey));

export const nodeRunRows: readonly FolderRow[] = [
  {
    kind: 'folder',
    title: 'a node given the recorded SDK chain’s transactions makes its blocks: results, events, gas and app hashes',
    matches: (file) => file === 'simapp53-blocks.jsonl',
    check: runSimapp,
  },
  {
    kind: 'folder',
    title: 'a node with the recorded validator’s key makes the recorded Gonka chain itself: every block id and result',
    // The keys of its validators: without them a recording's blocks cannot be signed again.
    matches: (file) => file === 'live/accounts.json',
    check: runLive,
  },
];

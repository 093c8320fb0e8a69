import { beforeAll, describe, expect, it } from 'vitest';
import { eventsFault, txFault } from '../../src/app/replay/score.js';
import type { ChainEvent } from '../../src/types/events.js';
import { base64ToBytes, bytesToBase64 } from '../../src/util/bytes.js';
import { haveVectors, type VectorCase } from '../vectors/shared.js';
import { readPlainBlocks, readPlainGenesis, replayPlain } from './plainChain.js';

// A plain SDK 0.53 chain, as its node recorded it, run again from its genesis: blocks, transactions, gas, app hashes.

const eventsOf = (events: readonly VectorCase[] | null): ChainEvent[] =>
  (events ?? []).map(({ type, attributes }) => ({
    type,
    attributes: (attributes ?? []).map(({ key, value }: VectorCase) => ({ key, value: value ?? '' })),
  }));

const resultOf = ({ tx_result: result }: VectorCase) => ({
  code: result.code,
  codespace: result.codespace,
  log: result.log,
  data: base64ToBytes(result.data ?? ''),
  gasWanted: BigInt(result.gas_wanted),
  gasUsed: BigInt(result.gas_used),
  events: eventsOf(result.events),
  bytes: new Uint8Array(0),
  label: '',
  messageTypes: [],
});

describe.skipIf(!haveVectors)('a recorded plain chain, run again', () => {
  const faults = { events: [] as string[], txs: [] as string[], gas: [] as string[], appHashes: [] as string[] };
  let [blocks, txs] = [0, 0];

  beforeAll(() => {
    for (const { block, result } of replayPlain(readPlainGenesis(), readPlainBlocks())) {
      const { height } = block.recorded.header;
      blocks += 1;
      const fault = eventsFault(result.events, eventsOf(block.recorded.finalize_block_events));
      if (fault !== undefined) faults.events.push(`${height}: ${fault}`);
      if (bytesToBase64(result.appHash) !== block.recorded.app_hash) faults.appHashes.push(height);
      for (const [index, recorded] of block.txs.entries()) {
        const [got, wanted] = [result.txResults[index]!, resultOf(recorded)];
        txs += 1;
        const difference = txFault(got, wanted);
        if (difference !== undefined) faults.txs.push(`${height}: ${difference}`);
        if (got.gasUsed !== wanted.gasUsed) faults.gas.push(`${height}: ${got.gasUsed}, recorded ${wanted.gasUsed}`);
      }
    }
    const equal = (list: readonly string[], all: number): string => `${all - list.length} of ${all}`;
    console.log(
      `plain chain: events of ${equal(faults.events, blocks)} blocks, app hash of ${equal(faults.appHashes, blocks)}, ` +
        `results of ${equal(faults.txs, txs)} transactions, gas of ${equal(faults.gas, txs)}`,
    );
  });

  it('has blocks and transactions', () => {
    expect(blocks).toBeGreaterThan(0);
    expect(txs).toBeGreaterThan(0);
  });

  it('has the recorded events outside of transactions', () => expect(faults.events).toEqual([]));
  it('gives every transaction its recorded result', () => expect(faults.txs).toEqual([]));
  it('takes the recorded gas', () => expect(faults.gas).toEqual([]));
  it('has the recorded app hash at every height', () => expect(faults.appHashes).toEqual([]));
});

import { expect } from 'vitest';
import { hexToBytes } from '../../src/util/bytes.js';
import { afterGenesis } from './genesis.js';
import { Machine } from './module/machine.js';
import { pruningCase } from './module/pruning.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';

/** The event of the chain's distributed key generation, a neighbour that this machine does not have. */
const keyGeneration = 'inference.bls.EventKeyGenerationInitiated';

/** Genesis, then block after block: begin, messages, end; each part must leave exactly the recorded state. */
const wholeBlocks: CheckCase = ({ input, expected }) => {
  const begun = afterGenesis(input);
  expect(begun.kv, 'state of genesis').toEqual(input.initialKv);
  expect(begun.groups, 'groups of genesis').toEqual(input.initialGroups);
  const machine = new Machine(input);
  const timeMs = blockTime(input.blockTimeMs);
  for (const block of expected.blocks) {
    const { height, begin = {}, msgs = [], end = {}, groups, ...unknown } = block;
    expect(unknown, 'fields without a meaning here').toEqual({});
    machine.enterBlock(BigInt(height), timeMs(BigInt(height)));
    const before = machine.groups();
    expect(machine.beginBlock(), `begin of block ${height}`).toEqual(begin);
    for (const step of msgs) checkStep(machine, step);
    const eventTypes = end.eventTypes?.filter((type: string) => type !== keyGeneration);
    expect(machine.endBlock(), `end of block ${height}`).toEqual(eventTypes ? { ...end, eventTypes } : end);
    expect(machine.groups(), `groups after block ${height}`).toEqual(groups ?? before);
  }
};

function checkStep(machine: Machine, { type, msgHex, write, name, result }: VectorCase): void {
  if (write !== undefined) machine.load(write);
  else expect(machine.send(type, hexToBytes(msgHex)), name).toEqual(resultOf(result));
}

/** A panic is the failed transaction that it is on the chain; of a text, the recordings have a part. */
function resultOf({ panic, contains, ...result }: VectorCase): unknown {
  const error = panic ? { code: 111222, codespace: 'undefined', contains } : result.error;
  return error ? { ...result, error: { ...error, contains: expect.stringContaining(error.contains) } } : result;
}

function blockTime(formula: string): (height: bigint) => bigint {
  const [, start, step] = /^(\d+) \+ (\d+) \* height$/.exec(formula) ?? [];
  if (start === undefined || step === undefined) throw new Error(`unknown block time ${formula}`);
  return (height) => BigInt(start) + BigInt(step) * height;
}

/** What the deployed module does to its state in whole blocks (reference, sections 3 to 8). */
export const moduleVectors: VectorTable = { 'end_block.json': wholeBlocks, 'pruning.json': pruningCase };

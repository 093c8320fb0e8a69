import { expect } from 'vitest';
import { Machine, type Write } from './module/machine.js';
import type { CheckCase, VectorTable } from './shared.js';

/** The event of the chain's distributed key generation, a neighbour that this machine does not have. */
const keyGeneration = 'inference.bls.EventKeyGenerationInitiated';

/** Genesis, then block after block: begin, messages, end; each part must leave exactly the recorded state. */
const wholeBlocks: CheckCase = ({ input, expected }) => {
  const machine = new Machine(input);
  expect(machine.groups(), 'groups of genesis').toEqual(input.initialGroups);
  for (const block of expected.blocks) {
    const { height, begin = {}, msgs = [], end = {}, groups } = block;
    machine.enterBlock(BigInt(height), 1_750_000_000_000n + 5000n * BigInt(height));
    const before = machine.groups();
    expect(machine.beginBlock(), `begin of block ${height}`).toEqual(begin);
    for (const { result } of msgs) if (result.kv !== undefined) machine.load(result.kv as Write[]);
    const eventTypes = end.eventTypes?.filter((type: string) => type !== keyGeneration);
    expect(machine.endBlock(), `end of block ${height}`).toEqual(eventTypes ? { ...end, eventTypes } : end);
    expect(machine.groups(), `groups after block ${height}`).toEqual(groups ?? before);
  }
};

/** What the deployed module does to its state in whole blocks (reference, sections 3 to 8). */
export const moduleVectors: VectorTable = { 'end_block.json': wholeBlocks };

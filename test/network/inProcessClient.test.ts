import { describe, expect, it } from 'vitest';
import { QueryDefinition } from '../../src/gen/inference/inference/query.js';
import { InProcessClient } from '../../src/network/inProcessClient.js';
import { openSimulation } from '../../src/network/simulation.js';
import { smallNetwork } from './smallNetwork.js';

const { fullName, methods } = QueryDefinition;

describe('the client of a chain in the same process', () => {
  it('answers from the last committed block, each block anew', async () => {
    const simulation = await openSimulation({ ...(await smallNetwork()), seed: '1' });
    const { client } = simulation;
    simulation.nextBlock();
    expect([client.chainId, client.bech32Prefix, client.height]).toEqual(['gonka-sim-1', 'gonka', 1n]);
    const heightSeen = () => client.query(fullName, methods.epochInfo, {}).blockHeight;
    expect(heightSeen()).toBe(1n);
    simulation.nextBlock();
    expect(heightSeen()).toBe(2n);
  });

  it('passes a query’s own error on', async () => {
    const simulation = await openSimulation({ ...(await smallNetwork()), seed: '1' });
    simulation.nextBlock();
    const ask = () => simulation.client.query(fullName, methods.settleAmount, { participant: 'nobody' });
    expect(ask).toThrow(expect.objectContaining({ codespace: 'grpc' }));
  });

  it('refuses what the chain does not answer', async () => {
    const simulation = await openSimulation({ ...(await smallNetwork()), seed: '1' });
    simulation.nextBlock();
    const client = new InProcessClient(simulation.app, 'gonka');
    const method = { ...methods.params, name: 'Weather' };
    expect(() => client.query(fullName, method, {})).toThrow(expect.objectContaining({ code: 26 }));
  });
});

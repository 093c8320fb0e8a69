import { describe, expect, it } from 'vitest';
import { ActiveParticipants } from '../../../src/gen/inference/inference/activeparticipants.js';
import { MsgBridgeExchange } from '../../../src/gen/inference/inference/tx.js';
import { setActiveParticipants } from '../../../src/keeper/activeParticipants.js';
import { getEffectiveEpochIndex } from '../../../src/keeper/epochs.js';
import { alice, refused, scene, url } from '../scene.js';

const exchange = url('BridgeExchange');
const report = MsgBridgeExchange.create({ validator: alice, originChain: 'ethereum', amount: '5' });

describe('a report of a deposit on another chain', () => {
  it('needs active participants', () => {
    expect(refused(scene(), exchange, report)).toBe('undefined/1');
  });

  it('is not simulated where there are any: sdk 37', () => {
    const world = scene();
    world.act((keeper) => {
      const epochId = getEffectiveEpochIndex(keeper)!;
      setActiveParticipants(keeper, ActiveParticipants.create({ epochId }));
    });
    expect(refused(world, exchange, report)).toBe('sdk/37');
  });

  it('refuses a sender that is no address', () => {
    expect(refused(scene(), exchange, { ...report, validator: 'nobody' })).toBe('sdk/7');
  });
});

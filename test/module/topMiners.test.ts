import { describe, expect, it } from 'vitest';
import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { getTokenomicsData } from '../../src/keeper/tokenomics.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { address, EpochWorld } from './epochWorld.js';

const genesisTime = 1_800_000_000n;

function record(world: EpochWorld, height: bigint, weights: Readonly<Record<string, bigint>>): void {
  const participants = Object.entries(weights).map(([name, weight]) =>
    ActiveParticipant.fromPartial({ index: address(name), weight }),
  );
  world.at(height);
  world.profile.epochs.recordTopMiners(world.keeper, participants);
}

const miner = ({ keeper }: EpochWorld, name: string) => keeper.state.topMiners.get(address(name));

describe('top miners', () => {
  it('are counted epoch by epoch, and the first one starts the period of the reward', () => {
    const world = new EpochWorld({ profile: deployed });
    record(world, 58n, { alice: 10n, bob: 5n });
    expect(getTokenomicsData(world.keeper).topRewardStart).toBe(0n);
    record(world, 98n, { alice: 11n, bob: 5n });
    record(world, 138n, { alice: 3n, bob: 12n });
    record(world, 178n, { bob: 12n });
    expect(getTokenomicsData(world.keeper).topRewardStart).toBe(genesisTime + 5n * 98n);
    expect(miner(world, 'alice')).toMatchObject({ missedPeriods: 1, missedTime: 200n, qualifiedPeriods: 0 });
    expect(miner(world, 'bob')).toMatchObject({ qualifiedPeriods: 1, qualifiedTime: 200n });
  });

  it('are not counted in profile proposal', () => {
    const world = new EpochWorld({ profile: proposal });
    record(world, 58n, { alice: 11n });
    expect(miner(world, 'alice')).toBeUndefined();
  });
});

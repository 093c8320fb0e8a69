import { describe, expect, it } from 'vitest';
import type { EpochGroupData } from '../../../src/gen/inference/inference/epoch_group_data.js';
import { getActiveParticipants } from '../../../src/keeper/activeParticipants.js';
import { getEpochGroupData, getEpochGroups } from '../../../src/keeper/epochGroupData.js';
import { getEffectiveEpoch } from '../../../src/keeper/epochs.js';
import { getGovernanceModels } from '../../../src/keeper/models.js';
import { moduleName } from '../../../src/keeper/schema.js';
import { exportGenesis } from '../../../src/module/genesis/exportGenesis.js';
import { defaultGenesis, initGenesis } from '../../../src/module/genesis/initGenesis.js';
import { deployed, proposal } from '../../../src/module/profiles.js';
import type { SdkKeepers } from '../../../src/sdk/keepers.js';
import { bytesToBase64, bytesToHex } from '../../../src/util/bytes.js';
import { dump } from '../../sdk/world.js';
import { complaint } from '../../types/complaint.js';
import { account, consensusKey, Ground, withNodes } from './ground.js';

function started(
  genesis: unknown,
  profile = proposal,
  tokens: Readonly<Record<number, bigint>> = { 1: 1000n, 3: 300n },
) {
  const ground = new Ground(profile, tokens);
  initGenesis(ground.keeper(), profile, genesis);
  return ground;
}

const withoutNodes = () => withNodes({ hardware_nodes_list: [], initial_ml_nodes: [] });
const keys = (ground: Ground) => dump(ground.world.stores.get(moduleName)).map(([key]) => key);
const profileKey = bytesToHex(new TextEncoder().encode('sim/profile'));

/** A group's members as short texts: `weight: node=pocWeight/throughput slots, …`. */
const shown = ({ validationWeights }: EpochGroupData): string[] =>
  validationWeights.map(({ weight, mlNodes }) => {
    const nodes = mlNodes.map(({ nodeId, pocWeight, throughput, timeslotAllocation }) => {
      return `${nodeId}=${pocWeight}/${throughput} ${timeslotAllocation.map(Number).join('')}`;
    });
    return `${weight}: ${nodes.join(', ')}`;
  });

describe('initGenesis', () => {
  it('begins with epoch 0 of the staking validators, whom staking knows', () => {
    const keeper = started(withoutNodes()).keeper();
    expect(getEffectiveEpoch(keeper)).toMatchObject({ index: 0n, pocStartBlockHeight: 0n });
    const [root, ...subGroups] = getEpochGroups(keeper, 0n);
    expect(subGroups).toEqual([]);
    expect(root).toMatchObject({ epochGroupId: 1n, totalWeight: 1300n, subGroupModels: [] });
    expect(root!.validationWeights).toEqual([
      { memberAddress: account(1), weight: 1000n, reputation: 1, mlNodes: [] },
      { memberAddress: account(3), weight: 300n, reputation: 1, mlNodes: [] },
    ]);
    const { group } = keeper.neighbours;
    expect(group.metadata(1n)).toBe('unchanged');
    expect(group.members(1n)).toEqual([
      { address: account(1), weight: 1000n, metadata: bytesToBase64(consensusKey(1)) },
      { address: account(3), weight: 300n, metadata: bytesToBase64(consensusKey(3)) },
    ]);
    expect(getActiveParticipants(keeper, 0n)).toBeUndefined();
  });

  it('stores models as proposed by the gov account, and mints the pools', () => {
    const keeper = started(withoutNodes()).keeper();
    const gov = keeper.neighbours.auth.moduleAddress('gov');
    expect(getGovernanceModels(keeper).map(({ id, proposedBy }) => [id, proposedBy])).toEqual([
      ['m1', gov],
      ['m2', gov],
    ]);
    expect(keeper.neighbours.bank.supply('ngonka')).toBe(240_000_000_000_000_000n);
  });

  it('mints nothing for an empty pool', () => {
    const only = { ...(defaultGenesis().genesis_only_params as object), top_reward_amount: '0' };
    const { bank, auth } = started({ ...withoutNodes(), genesis_only_params: only }).open();
    expect(bank.supply('ngonka')).toBe(120_000_000_000_000_000n);
    expect(auth.has(auth.moduleAddress('top_reward'))).toBe(false);
  });

  it('names the rules in state, except the deployed ones, which have no name there', () => {
    expect(keys(started(undefined))).toContain(profileKey);
    expect(keys(started(undefined, deployed))).not.toContain(profileKey);
    const mine = { ...proposal, name: 'mine' };
    expect(
      started({ ...defaultGenesis(), profile: 'mine' }, mine)
        .keeper()
        .state.profile.get(),
    ).toBe('mine');
  });

  it('refuses the genesis of another profile, and one with faults, and writes nothing', () => {
    const ground = new Ground(proposal);
    const start = (genesis: unknown) => complaint(() => initGenesis(ground.keeper(), proposal, genesis));
    expect(start({ ...defaultGenesis(), profile: 'gonka-2025-08' })).toBe(
      'gonka-sim/20 inference.profile: the genesis is one of "gonka-2025-08", and this chain runs "proposal": invalid genesis',
    );
    expect(start({ ...withNodes(), model_list: [] })).toMatch(/^gonka-sim\/20 inference.hardware_nodes_list/);
    expect(ground.world.stores.get(moduleName)?.iterate().next().done ?? true).toBe(true);
  });

  it('opens the account of the module in the proposal, before anybody can send coins to its address', () => {
    const has = ({ auth }: SdkKeepers) => auth.has(auth.moduleAddress(moduleName));
    expect(has(started(undefined).open())).toBe(true);
    expect(has(started(undefined, deployed).open())).toBe(false);
  });

  it('freezes the lengths of epoch 0 in the proposal', () => {
    expect(getEffectiveEpoch(started(undefined).keeper())?.epochParams).toMatchObject({ epochLength: 40n });
    expect(getEffectiveEpoch(started(undefined, deployed).keeper())?.epochParams).toBeUndefined();
  });
});

describe('nodes from genesis', () => {
  const keeper = started(withNodes()).keeper();
  const group = (model?: string) => getEpochGroupData(keeper, 0n, model)!;

  it('weigh their owners, validators or not', () => {
    expect(group().validationWeights.map(({ memberAddress, weight }) => [memberAddress, weight])).toEqual([
      [account(1), 12n],
      [account(3), 300n],
      [account(2), 20n],
    ]);
    expect(keeper.neighbours.group.metadata(group().epochGroupId)).toBe('unchanged');
  });

  it('stand under every model that they declare, in their owners’ order, and serve the first one until PoC', () => {
    expect(group().subGroupModels).toEqual(['m1', 'm2']);
    expect(shown(group('m1'))).toEqual(['12: b=5/5000 00, a=7/7000 10', '20: a=20/20000 10']);
    expect(shown(group('m2'))).toEqual(['12: b=5/50 10']);
  });

  it('give their models a snapshot, throughput, expectations and a capacity', () => {
    expect(group('m1')).toMatchObject({
      modelSnapshot: { id: 'm1' },
      totalWeight: 32n,
      totalThroughput: 32000n,
      expectedThroughputVector: [27000n, 0n],
      realThroughputVector: [],
    });
    expect([...keeper.state.modelCapacities.entries()]).toEqual([
      ['m1', 32000n],
      ['m2', 50n],
    ]);
  });

  it('are the active participants of epoch 0, so that what serves through the first PoC is kept', () => {
    const { participants } = getActiveParticipants(keeper, 0n)!;
    expect(participants.map(({ index, weight, models }) => [index, weight, models.join()])).toEqual([
      [account(1), 12n, 'm1,m2'],
      [account(3), 300n, ''],
      [account(2), 20n, 'm1'],
    ]);
  });

  it('belong to the x/group of their model', () => {
    expect(keeper.neighbours.group.members(group('m2').epochGroupId)).toEqual([
      { address: account(1), weight: 12n, metadata: bytesToBase64(consensusKey(1)) },
    ]);
  });
});

describe('exportGenesis', () => {
  it.each([
    ['proposal', proposal, withNodes()],
    ['gonka-2025-08', deployed, withoutNodes()],
  ])('of %s can be begun again, to the same state and the same export', (_, profile, genesis) => {
    const first = started(genesis, profile);
    const exported = JSON.parse(JSON.stringify(exportGenesis(first.keeper())));
    const second = new Ground(profile);
    initGenesis(second.keeper(), profile, exported);
    expect(exportGenesis(second.keeper())).toEqual(exported);
    expect(dump(second.world.stores.get(moduleName))).toEqual(dump(first.world.stores.get(moduleName)));
  });

  it('keeps what no genesis may begin with', () => {
    const first = started(withoutNodes());
    const { participants } = first.keeper().state;
    participants.set(account(2), { ...participants.require(account(2)), weight: -1, coinBalance: -7n });
    const exported = exportGenesis(first.keeper());
    const second = new Ground(proposal);
    initGenesis(second.keeper(), proposal, exported);
    expect(second.keeper().state.participants.get(account(2))).toMatchObject({ weight: -1, coinBalance: -7n });
    expect(second.open().bank.supply('ngonka')).toBe(0n);
  });

  it('shows the sections of the deployed chain', () => {
    const { params, model_list, participant_list } = exportGenesis(started(withoutNodes()).keeper());
    expect(params).toEqual(defaultGenesis().params);
    expect(model_list).toHaveLength(2);
    expect(participant_list).toHaveLength(3);
  });
});

import { describe, expect, it } from 'vitest';
import { DKGPhase } from '../../src/gen/inference/bls/bls.js';
import { gonkaModules } from '../../src/sdk/config.js';
import { revisionOf } from '../../src/sdk/ibc/module.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { countTx, wasmSchema } from '../../src/sdk/wasm/module.js';
import { complaint } from '../types/complaint.js';
import { failure } from '../util/failure.js';
import { alice, ask, balances, bob, carol, started } from './people.js';
import { beginBlock, endBlock } from './plain.js';
import { shown } from './world.js';

describe('the deployed chain’s small modules', () => {
  const others = [
    'bls',
    'capability',
    'ibc',
    'transfer',
    'restrictions',
    'wasm',
    'interchainaccounts',
    'streamvesting',
    'genesistransfer',
    'bookkeeper',
    'params',
  ];
  const state = {
    bls: {
      params: {
        i_total_slots: 10,
        t_slots_degree_offset: 5,
        dealing_phase_duration_blocks: '2',
        verification_phase_duration_blocks: '2',
        signing_deadline_blocks: '9',
      },
    },
    transfer: { port_id: 'transfer' },
    interchainaccounts: { host_genesis_state: { port: 'icahost' } },
    restrictions: { params: { restriction_end_block: '3' } },
    streamvesting: { params: { reward_vesting_period: '180' } },
  };
  const deployed = () =>
    started({ bank: balances([alice, 1000n]), ...state }, { genesisParts: [...gonkaModules, ...others] });

  it('come out of an export as they went in', () => {
    const made = deployed();
    const keepers = made.open();
    const exported = (name: string) =>
      sdkModules(made.config)
        .find((module) => module.name === name)!
        .exportGenesis(keepers.ctx, keepers);
    expect(exported('streamvesting')).toEqual({ ...state.streamvesting, vesting_schedule_list: [] });
    expect(exported('bls')).toEqual({ ...state.bls, active_epoch_id: '0' });
    expect(exported('capability')).toEqual({
      index: '3',
      owners: ['transfer', 'icahost'].map((port, index) => ({
        index: String(index + 1),
        index_owners: { owners: ['ibc', port].sort().map((module) => ({ module, name: `ports/${port}` })) },
      })),
    });
  });

  it.each([
    ['bls.Query/Params', { params: { iTotalSlots: 10, signingDeadlineBlocks: 9n } }],
    ['streamvesting.Query/Params', { params: { rewardVestingPeriod: 180n } }],
    ['streamvesting.Query/TotalVestingAmount', { totalAmount: [] }],
    ['restrictions.Query/Params', { params: { restrictionEndBlock: 3n } }],
    [
      'restrictions.Query/TransferRestrictionStatus',
      { isActive: true, restrictionEndBlock: 3n, currentBlockHeight: 1n, remainingBlocks: 2n },
    ],
    ['genesistransfer.Query/Params', { params: { allowedAccounts: [], restrictToList: false } }],
    ['bookkeeper.Query/Params', { params: {} }],
  ])('answer %s', (path, answer) => {
    expect(ask(deployed(), `/inference.${path}`, { participantAddress: alice })).toMatchObject(answer);
  });

  it('name the spaces of parameters from before', () => {
    const made = deployed();
    const { subspaces } = ask(made, '/cosmos.params.v1beta1.Query/Subspaces', {}) as { subspaces: object[] };
    expect(subspaces).toContainEqual({ subspace: 'icahost', keys: [] });
    const [subspace, key] = ['bank', 'x'];
    expect(ask(made, '/cosmos.params.v1beta1.Query/Params', { subspace, key })).toEqual({
      param: { subspace, key, value: '' },
    });
  });

  it('tell when restrictions are lifted, once', () => {
    const made = deployed();
    const lifted = () => shown(endBlock(made)).filter((text) => text.startsWith('restriction'));
    expect(lifted()).toEqual([]);
    for (const _ of [2, 3]) beginBlock(made, 1n);
    expect(lifted()).toEqual(['restriction_lifted current_block=3 restriction_end_block=3']);
    expect(lifted()).toEqual([]);
  });

  it('let the keys of an epoch fail when nobody deals', () => {
    const made = deployed();
    for (const account of [alice, bob, carol]) if (!made.open().auth.has(account)) made.open().auth.create(account);
    const weights = [35n, 31n, 34n];
    const members = [alice, bob, carol].map((address, index) => ({ address, weight: weights[index]! }));
    made.open().bls!.beginKeys(1n, members);
    const { participants } = made.open().bls!.schema.epochs.require(1n);
    expect(participants.map(({ slotStartIndex, slotEndIndex }) => [slotStartIndex, slotEndIndex])).toEqual([
      [0, 2],
      [3, 5],
      [6, 9],
    ]);
    beginBlock(made, 1n);
    expect(shown(endBlock(made))).toEqual([]);
    beginBlock(made, 1n);
    expect(shown(endBlock(made)).join()).toContain('inference.bls.EventDKGFailed');
    expect(made.open().bls!.schema.active.get()).toBeUndefined();
    const path = '/inference.bls.Query/EpochBLSData';
    expect(ask(made, path, { epochId: 1n })).toMatchObject({ epochData: { dkgPhase: DKGPhase.DKG_PHASE_FAILED } });
    expect(failure(() => ask(made, path, { epochId: 2n }))).toBe('grpc/5');
  });

  it('count the transactions of a block', () => {
    const made = deployed();
    const counted = () => wasmSchema(made.context().stores.store('wasm')).txCounter.get();
    countTx(made.context());
    countTx(made.context());
    expect(counted()).toEqual([1n, 2]);
    made.nextBlock(1n);
    countTx(made.context());
    expect(counted()).toEqual([2n, 1]);
  });

  it.each([
    ['wasm', { codes: [{}] }, 'wasm.codes: codes cannot be imported'],
    ['wasm', { params: { instantiate_default_permission: 'Somebody' } }, 'is not a known name'],
    ['transfer', { denom_traces: [{}] }, 'transfer.denom_traces'],
  ])('of %s refuse what they cannot keep', (name, genesis, text) => {
    const module = sdkModules(deployed().config).find((candidate) => candidate.name === name)!;
    expect(complaint(() => module.validateGenesis(genesis))).toContain(text);
  });

  it.each([
    ['gonka-golden-1', 1n],
    ['simd-testing', 0n],
    ['a-12', 12n],
    ['a-01', 0n],
  ])('read the revision of %s', (chainId, revision) => expect(revisionOf(chainId)).toBe(revision));
});

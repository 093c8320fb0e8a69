import {
  MsgAuthorizeCircuitBreaker,
  MsgResetCircuitBreaker,
  MsgTripCircuitBreaker,
} from 'cosmjs-types/cosmos/circuit/v1/tx';
import { MsgUpdateParams as MsgUpdateConsensus } from 'cosmjs-types/cosmos/consensus/v1/tx';
import * as pool from 'cosmjs-types/cosmos/protocolpool/v1/tx';
import { MsgCancelUpgrade, MsgSoftwareUpgrade } from 'cosmjs-types/cosmos/upgrade/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { defaultConsensusParams } from '../../src/types/comet/consensusParams.js';
import { complaint } from '../types/complaint.js';
import { failure } from '../util/failure.js';
import { alice, ask, balances, bob, carol, coins, deliver, gov, protoCoins, started } from './people.js';
import { beginBlock, plainParts } from './plain.js';
import { shown, type World } from './world.js';

const chain = (parts: readonly string[], state: Record<string, unknown> = {}): World =>
  started({ bank: balances([alice, 1000n]), ...state }, { genesisParts: parts });

describe('circuit', () => {
  const url = '/cosmos.bank.v1beta1.MsgSend';
  const trip = (authority: string) => ({ authority, msgTypeUrls: [url] });
  const some = { level: 1, limitTypeUrls: [url] };

  it('switches messages off and on, for who may', () => {
    const made = chain([...plainParts, 'circuit']);
    const { events } = deliver(made, MsgAuthorizeCircuitBreaker, { granter: gov, grantee: alice, permissions: some });
    expect(shown(events)[0]).toContain('permission=level:LEVEL_SOME_MSGS limit_type_urls:"/cosmos.bank');
    deliver(made, MsgTripCircuitBreaker, trip(alice));
    expect(complaint(() => made.open().circuit!.requireAllowed(url))).toBe(
      `undefined/1 circuit breaker disables execution of this message: ${url}`,
    );
    expect(ask(made, '/cosmos.circuit.v1.Query/DisabledList', {})).toEqual({ disabledList: [url] });
    expect(failure(() => deliver(made, MsgTripCircuitBreaker, trip(alice)))).toBe('undefined/1');
    deliver(made, MsgResetCircuitBreaker, trip(alice));
    made.open().circuit!.requireAllowed(url);
    expect(failure(() => deliver(made, MsgResetCircuitBreaker, trip(alice)))).toBe('undefined/1');
  });

  it('listens to nobody else', () => {
    const made = chain([...plainParts, 'circuit']);
    expect(failure(() => deliver(made, MsgTripCircuitBreaker, trip(bob)))).toBe('sdk/4');
    const grant = { granter: bob, grantee: bob, permissions: some };
    expect(failure(() => deliver(made, MsgAuthorizeCircuitBreaker, grant))).toBe('sdk/4');
  });
});

it('epochs begin with the chain and go on one by one', () => {
  const made = chain([...plainParts, 'epochs'], { epochs: { epochs: [{ identifier: 'minute', duration: '60s' }] } });
  const ticks = (seconds: bigint) =>
    shown(beginBlock(made, seconds))
      .filter((text) => text.includes('epochs'))
      .map((text) => text.split(' ').slice(0, 2).join(' '));
  const [start, end] = ['cosmos.epochs.v1beta1.EventEpochStart', 'cosmos.epochs.v1beta1.EventEpochEnd'];
  expect(ticks(0n)).toEqual([`${start} epoch_number="1"`]);
  expect(ticks(60n)).toEqual([]);
  expect(ticks(100n)).toEqual([`${end} epoch_number="1"`, `${start} epoch_number="2"`]);
  expect(ticks(1n)).toEqual([`${end} epoch_number="2"`, `${start} epoch_number="3"`]);
  expect(ask(made, '/cosmos.epochs.v1beta1.Query/CurrentEpoch', { identifier: 'minute' })).toEqual({
    currentEpoch: 3n,
  });
  expect(failure(() => ask(made, '/cosmos.epochs.v1beta1.Query/CurrentEpoch', { identifier: 'x' }))).toBe('grpc/5');
});

describe('protocolpool', () => {
  const fund = (percentage: bigint, recipient = bob) => ({
    authority: gov,
    recipient,
    percentage: String(percentage * 10n ** 16n),
  });
  const started53 = () => chain([...plainParts, 'protocolpool']);

  it('hands out what comes in: funds get their part, the community the rest', () => {
    const made = started53();
    deliver(made, pool.MsgCreateContinuousFund, fund(30n));
    made.open().bank.sendToModule(alice, 'protocolpool_escrow', coins(100n));
    beginBlock(made, 1n);
    expect(made.open().bank.balance(bob, 'ngonka')).toBe(30n);
    expect(ask(made, '/cosmos.protocolpool.v1.Query/CommunityPool', {})).toEqual({ pool: protoCoins(70n) });
    deliver(made, pool.MsgCommunityPoolSpend, { authority: gov, recipient: carol, amount: protoCoins(20n) });
    deliver(made, pool.MsgFundCommunityPool, { depositor: alice, amount: protoCoins(5n) });
    expect(ask(made, '/cosmos.protocolpool.v1.Query/CommunityPool', {})).toEqual({ pool: protoCoins(55n) });
    deliver(made, pool.MsgCancelContinuousFund, { authority: gov, recipient: bob });
    expect(failure(() => deliver(made, pool.MsgCancelContinuousFund, { authority: gov, recipient: bob }))).toBe(
      'undefined/1',
    );
  });

  it('forgets a fund whose time is over', () => {
    const made = started53();
    const expiry = { seconds: made.block.time / 1_000_000_000n + 1n, nanos: 0 };
    deliver(made, pool.MsgCreateContinuousFund, { ...fund(30n), expiry });
    made.open().bank.sendToModule(alice, 'protocolpool_escrow', coins(100n));
    beginBlock(made, 9n);
    expect(made.open().bank.balance(bob, 'ngonka')).toBe(0n);
    expect(ask(made, '/cosmos.protocolpool.v1.Query/ContinuousFunds', {})).toEqual({ continuousFunds: [] });
  });

  it.each([
    ['nothing', fund(0n), 'undefined/1'],
    ['less than nothing', fund(-1n), 'undefined/1'],
    ['everything', fund(100n), 'undefined/1'],
    ['a time that is over', { ...fund(1n), expiry: { seconds: 1n, nanos: 0 } }, 'undefined/1'],
    ['from somebody else', { ...fund(1n), authority: bob }, 'gov/13'],
  ])('refuses a fund of %s', (_what, msg, code) =>
    expect(failure(() => deliver(started53(), pool.MsgCreateContinuousFund, msg))).toBe(code),
  );

  it('refuses funds that are more than the whole', () => {
    const made = started53();
    deliver(made, pool.MsgCreateContinuousFund, fund(60n));
    expect(failure(() => deliver(made, pool.MsgCreateContinuousFund, fund(60n, carol)))).toBe('undefined/1');
    expect(failure(() => deliver(made, pool.MsgCreateContinuousFund, fund(1n)))).toBe('undefined/1');
  });
});

describe('upgrade', () => {
  const plan = { name: 'next', height: 3n, info: '', time: { seconds: 0n, nanos: 0 } };

  it('knows versions, and stops the chain at a plan’s height unless it is cancelled', () => {
    const made = chain([...plainParts, 'upgrade']);
    const versions = ask(made, '/cosmos.upgrade.v1beta1.Query/ModuleVersions', { moduleName: 'bank' });
    expect(versions).toEqual({ moduleVersions: [{ name: 'bank', version: 4n }] });
    deliver(made, MsgSoftwareUpgrade, { authority: gov, plan });
    deliver(made, MsgCancelUpgrade, { authority: gov });
    expect(ask(made, '/cosmos.upgrade.v1beta1.Query/CurrentPlan', {})).toEqual({ plan: undefined });
    deliver(made, MsgSoftwareUpgrade, { authority: gov, plan });
    beginBlock(made, 1n);
    expect(complaint(() => beginBlock(made, 1n))).toContain('gonka-sim/25 UPGRADE "next" NEEDED at height: 3');
  });

  it.each([
    ['without a name', { ...plan, name: '' }],
    ['without a height', { ...plan, height: 0n }],
  ])('refuses a plan %s', (_what, wrong) => {
    const made = chain([...plainParts, 'upgrade']);
    expect(failure(() => deliver(made, MsgSoftwareUpgrade, { authority: gov, plan: wrong }))).toBe('sdk/18');
  });

  it('refuses a plan for a height that is gone, and a module that is not there', () => {
    const made = chain([...plainParts, 'upgrade']);
    for (let block = 0; block < 4; block++) beginBlock(made, 1n);
    expect(failure(() => deliver(made, MsgSoftwareUpgrade, { authority: gov, plan }))).toBe('sdk/18');
    const path = '/cosmos.upgrade.v1beta1.Query/ModuleVersions';
    expect(failure(() => ask(made, path, { moduleName: 'nope' }))).toBe('grpc/5');
  });
});

it('consensus keeps parameters and takes whole ones from gov', () => {
  const made = chain([...plainParts, 'consensus']);
  const { block, evidence, validator } = defaultConsensusParams;
  const msg = { authority: gov, block: { ...block!, maxGas: 7n }, evidence, validator };
  deliver(made, MsgUpdateConsensus, msg as never);
  const { params } = ask<object, { params: { block: unknown } }>(made, '/cosmos.consensus.v1.Query/Params', {});
  expect(params.block).toEqual({ maxBytes: 4_194_304n, maxGas: 7n });
  expect(failure(() => deliver(made, MsgUpdateConsensus, { ...msg, block: undefined } as never))).toBe('undefined/1');
  const empty = { ...msg, block: { maxBytes: 0n, maxGas: 0n } };
  expect(failure(() => deliver(made, MsgUpdateConsensus, empty as never))).toBe('undefined/1');
});

it('params has nothing that could be asked for', () => {
  const made = chain([...plainParts, 'params']);
  const path = '/cosmos.params.v1beta1.Query/Params';
  expect(failure(() => ask(made, path, { subspace: 'bank', key: 'x' }))).toBe('params/2');
  expect(failure(() => ask(made, path, { subspace: '', key: '' }))).toBe('grpc/3');
});

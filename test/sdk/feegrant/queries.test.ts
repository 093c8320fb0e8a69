import { BasicAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import type * as query from 'cosmjs-types/cosmos/feegrant/v1beta1/query';
import { MsgPruneAllowances } from 'cosmjs-types/cosmos/feegrant/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { toSeconds } from '../../../src/sdk/time.js';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';
import { alice, ask, bob, carol, dave, deliver, person, protoCoins, started } from '../people.js';
import { second, shown, type World } from '../world.js';

const basic = (expiration?: bigint) => ({
  typeUrl: BasicAllowance.typeUrl,
  value: proto(BasicAllowance).encode({
    spendLimit: protoCoins(5n),
    ...(expiration !== undefined && { expiration: toSeconds(expiration) }),
  }),
});

const made = started();
const { feegrant } = made.open();
for (const [granter, grantee] of [
  [alice, bob],
  [alice, dave],
  [carol, bob],
] as const)
  feegrant.allow(granter, grantee, basic());
const answer = <T>(method: string, request: object): T =>
  ask(made, `/cosmos.feegrant.v1beta1.Query/${method}`, request);
const parties = (grants: readonly { granter: string; grantee: string }[]) =>
  grants.map(({ granter, grantee }) => [granter, grantee]);

describe('queries of feegrant', () => {
  it('find one allowance, or those of either party', () => {
    const one = answer<query.QueryAllowanceResponse>('Allowance', { granter: alice, grantee: bob });
    expect(one.allowance).toEqual({ granter: alice, grantee: bob, allowance: basic() });
    const got = answer<query.QueryAllowancesResponse>('Allowances', { grantee: bob });
    expect(parties(got.allowances)).toEqual([
      [alice, bob],
      [carol, bob],
    ]);
    const given = answer<query.QueryAllowancesByGranterResponse>('AllowancesByGranter', { granter: alice });
    expect(parties(given.allowances)).toEqual([
      [alice, bob],
      [alice, dave],
    ]);
    expect(given.pagination!.total).toBe(2n);
  });

  const both = { pagination: { key: new Uint8Array(1), offset: 1n, limit: 0n, countTotal: false, reverse: false } };
  it.each([
    ['Allowance', { granter: 'x', grantee: bob }, 'undefined/1 decoding bech32 failed'],
    ['Allowance', { granter: bob, grantee: alice }, 'grpc/13 fee-grant not found: not found'],
    ['Allowances', { grantee: '' }, 'undefined/1 empty address string is not allowed'],
    ['Allowances', { grantee: bob, ...both }, 'grpc/13 invalid request, either offset or key'],
    ['AllowancesByGranter', { granter: 'x' }, 'undefined/1 decoding bech32 failed'],
  ])('refuse: %s %#', (method, request, expected) => {
    expect(complaint(() => answer(method, request))).toContain(expected);
  });
});

describe('MsgPruneAllowances', () => {
  const left = (world: World): number => [...world.open().feegrant.grants()].length;

  it('forgets 75 at a time, and says who asked', () => {
    const world = started();
    for (let index = 0; index < 80; index++) {
      world.open().feegrant.allow(alice, person(10 + index), basic(world.block.time + second));
    }
    world.nextBlock(2n);
    const { events } = deliver(world, MsgPruneAllowances, { pruner: bob });
    expect(shown(events)).toEqual([`prune_feegrant pruner=${bob}`]);
    expect(left(world)).toBe(5);
    deliver(world, MsgPruneAllowances, { pruner: bob });
    expect(left(world)).toBe(0);
  });
});

import { AllowedMsgAllowance, BasicAllowance, PeriodicAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import { MsgGrantAllowance, MsgPruneAllowances, MsgRevokeAllowance } from 'cosmjs-types/cosmos/feegrant/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { toSeconds } from '../../../src/sdk/time.js';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';
import { alice, ask, bob, carol, coins, deliver, protoCoins, started } from '../people.js';
import { second, shown, type World } from '../world.js';

const start = () => started();
const timeIn = (made: World, seconds: bigint) => toSeconds(made.block.time + seconds * second);
const basic = (made: World, limit: bigint, seconds?: bigint): BasicAllowance => ({
  spendLimit: limit === 0n ? [] : protoCoins(limit),
  ...(seconds === undefined ? {} : { expiration: timeIn(made, seconds) }),
});
const ofBasic = (allowance: BasicAllowance): Any => ({
  typeUrl: BasicAllowance.typeUrl,
  value: proto(BasicAllowance).encode(allowance),
});
const periodic = (made: World, limit: bigint, perPeriod: bigint): Any => ({
  typeUrl: PeriodicAllowance.typeUrl,
  value: proto(PeriodicAllowance).encode({
    basic: basic(made, limit),
    period: { seconds: 10n, nanos: 0 },
    periodSpendLimit: protoCoins(perPeriod),
    periodCanSpend: protoCoins(perPeriod),
    periodReset: timeIn(made, 10n),
  }),
});
const named = (allowance: Any, ...allowedMessages: string[]): Any => ({
  typeUrl: AllowedMsgAllowance.typeUrl,
  value: proto(AllowedMsgAllowance).encode({ allowance, allowedMessages }),
});

const allow = (made: World, allowance: Any, grantee = bob) =>
  deliver(made, MsgGrantAllowance, { granter: alice, grantee, allowance });
const revoke = (made: World) => deliver(made, MsgRevokeAllowance, { granter: alice, grantee: bob });

/** Has the granter pay a fee of bob's, and tells what the events said. */
function use(made: World, amount: bigint, messages: readonly string[] = ['/x']): string[] {
  const { feegrant, ctx } = made.open();
  feegrant.useAllowance({ granter: alice, grantee: bob, fee: coins(amount), messages, now: made.block.time });
  return shown(ctx.events.all).map((line) => line.split(' ')[0]!);
}

describe('an allowance', () => {
  it('pays fees until it is used up, and goes', () => {
    const made = start();
    expect(shown(allow(made, ofBasic(basic(made, 10n, 60n))).events)).toEqual([
      `set_feegrant granter=${alice} grantee=${bob}`,
    ]);
    expect(made.open().auth.has(bob)).toBe(true);
    expect(use(made, 4n)).toEqual(['use_feegrant', 'update_feegrant']);
    expect(complaint(() => use(made, 7n))).toBe('feegrant/2 basic allowance: fee limit exceeded');
    expect(use(made, 6n)).toEqual(['revoke_feegrant', 'use_feegrant']);
    expect([...made.stores.get('feegrant')!.iterate()]).toEqual([]);
  });

  it('has no limit when none is named, and ends in time', () => {
    const made = start();
    allow(made, ofBasic(basic(made, 0n, 60n)));
    use(made, 1_000_000n);
    made.nextBlock(61n);
    expect(complaint(() => use(made, 1n))).toBe('feegrant/3 basic allowance: fee allowance expired');
    deliver(made, MsgPruneAllowances, { pruner: carol });
    expect([...made.stores.get('feegrant')!.iterate()]).toEqual([]);
  });

  it('comes back with every period, up to its whole limit', () => {
    const made = start();
    allow(made, periodic(made, 12n, 5n));
    use(made, 5n);
    expect(complaint(() => use(made, 1n))).toBe('feegrant/2 period limit: fee limit exceeded');
    made.nextBlock(11n);
    use(made, 5n);
    made.nextBlock(100n);
    expect(complaint(() => use(made, 3n))).toBe('feegrant/2 period limit: fee limit exceeded');
    expect(use(made, 2n)).toEqual(['revoke_feegrant', 'use_feegrant']);
  });

  it('may be for some messages only', () => {
    const made = start();
    allow(made, named(ofBasic(basic(made, 10n)), '/x', '/y'));
    use(made, 1n, ['/y', '/x']);
    expect(complaint(() => use(made, 1n, ['/z']))).toBe(
      'feegrant/7 message does not exist in allowed messages: message not allowed',
    );
  });

  it('can be asked for, and exported', () => {
    const made = start();
    for (const grantee of [bob, carol]) allow(made, ofBasic(basic(made, 10n)), grantee);
    const path = '/cosmos.feegrant.v1beta1.Query';
    expect(ask(made, `${path}/Allowance`, { granter: alice, grantee: bob })).toMatchObject({
      allowance: { granter: alice, grantee: bob },
    });
    expect(ask(made, `${path}/Allowances`, { grantee: bob })).toMatchObject({ allowances: [{ grantee: bob }] });
    expect(complaint(() => ask(made, `${path}/Allowance`, { granter: bob, grantee: alice }))).toBe(
      'grpc/13 fee-grant not found: not found',
    );
  });

  const refused: readonly (readonly [what: string, run: (made: World) => unknown, complaint: string])[] = [
    [
      'twice',
      (made) => [allow(made, ofBasic(basic(made, 1n))), allow(made, ofBasic(basic(made, 1n)))],
      'sdk/18 fee allowance already exists',
    ],
    ['to oneself', (made) => allow(made, ofBasic(basic(made, 1n)), alice), 'sdk/7 cannot self-grant fee authorization'],
    ['to nobody', (made) => allow(made, ofBasic(basic(made, 1n)), 'me'), 'sdk/7 invalid grantee address'],
    [
      'that has ended',
      (made) => allow(made, ofBasic(basic(made, 1n, -1n))),
      'feegrant/4 expiration is before current block time',
    ],
    ['of less than nothing', (made) => allow(made, ofBasic(basic(made, -1n))), 'sdk/10 send amount is invalid'],
    ['of no kind', (made) => allow(made, { typeUrl: '/x', value: new Uint8Array(0) }), 'sdk/34 /x is no fee allowance'],
    [
      'of nothing',
      (made) => deliver(made, MsgGrantAllowance, { granter: alice, grantee: bob }),
      'feegrant/5 allowance is nil',
    ],
    [
      'for no messages',
      (made) => allow(made, named(ofBasic(basic(made, 1n)))),
      "feegrant/6 allowed messages shouldn't be empty",
    ],
    ['that was never given, when it is taken back', revoke, 'sdk/38 fee-grant not found'],
    ['that was never given, when it is used', (made) => use(made, 1n), 'sdk/38 fee-grant not found'],
  ];
  it.each(refused)('is refused %s', (_, run, wanted) => {
    expect(complaint(() => run(start()))).toContain(wanted);
  });
});

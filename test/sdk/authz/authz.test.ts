import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { MsgExec, MsgGrant, MsgRevoke } from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { SendAuthorization } from 'cosmjs-types/cosmos/bank/v1beta1/authz';
import { MsgMultiSend, MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { openSdk } from '../../../src/sdk/keepers.js';
import { toSeconds } from '../../../src/sdk/time.js';
import { proto } from '../../../src/types/codec.js';
import type { MsgRouter } from '../../../src/types/module.js';
import { complaint } from '../../types/complaint.js';
import { alice, balances, bob, carol, coins, deliver, protoCoins, started } from '../people.js';
import { second, shown, type World } from '../world.js';

const send = (amount: bigint, from = alice, to = carol): Any => {
  const message = MsgSend.fromPartial({ fromAddress: from, toAddress: to, amount: protoCoins(amount) });
  return { typeUrl: MsgSend.typeUrl, value: proto(MsgSend).encode(message) };
};
const generic = (msg = MsgSend.typeUrl): Any => ({
  typeUrl: GenericAuthorization.typeUrl,
  value: proto(GenericAuthorization).encode({ msg }),
});
const limited = (amount: bigint, allowList: string[] = []): Any => ({
  typeUrl: SendAuthorization.typeUrl,
  value: proto(SendAuthorization).encode({ spendLimit: protoCoins(amount), allowList }),
});

/** A world in which messages of bank may be sent for others. */
function start(): World {
  const router: MsgRouter = {
    signers: ({ typeUrl, value }) => {
      if (typeUrl === MsgMultiSend.typeUrl) return [alice, bob];
      return typeUrl === MsgSend.typeUrl ? [proto(MsgSend).decode(value).fromAddress] : undefined;
    },
    validateBasic: () => {},
    execute(ctx, { value }) {
      const { fromAddress, toAddress, amount } = proto(MsgSend).decode(value);
      const moved = amount.map((coin) => ({ denom: coin.denom, amount: BigInt(coin.amount) }));
      openSdk(ctx, made.config).bank.send(fromAddress, toAddress, moved);
      return { typeUrl: '/cosmos.bank.v1beta1.MsgSendResponse', value: new Uint8Array(0) };
    },
  };
  const made = started({ bank: balances([alice, 100n]) }, { router });
  return made;
}

const grant = (made: World, authorization: Any, seconds?: bigint) => {
  const expiration = seconds === undefined ? {} : { expiration: toSeconds(made.block.time + seconds * second) };
  return deliver(made, MsgGrant, { granter: alice, grantee: bob, grant: { authorization, ...expiration } });
};
const exec = (made: World, ...msgs: Any[]) => deliver(made, MsgExec, { grantee: bob, msgs });
const balance = (made: World, address: string): bigint => made.open().bank.balance(address, 'ngonka');

describe('an authorization', () => {
  it('lets one send for another, and says so', () => {
    const made = start();
    expect(shown(grant(made, generic(), 10n).events)).toEqual([
      `cosmos.authz.v1beta1.EventGrant grantee="${bob}" granter="${alice}" msg_type_url="${MsgSend.typeUrl}"`,
    ]);
    const { response, events } = exec(made, send(3n), send(4n));
    expect(response).toEqual({ results: [new Uint8Array(0), new Uint8Array(0)] });
    expect(shown(events).at(-1)).toBe(`message sender=${alice} authz_msg_index=1`);
    expect(balance(made, carol)).toBe(7n);
    expect(made.open().authz.grantees(alice, MsgSend.typeUrl)).toEqual([bob]);
  });

  it('is not needed for what is one’s own', () => {
    const made = start();
    made.open().bank.send(alice, bob, coins(5n));
    exec(made, send(5n, bob));
    expect(balance(made, carol)).toBe(5n);
  });

  it('may have a limit, and goes when that is used up', () => {
    const made = start();
    grant(made, limited(10n, [carol]));
    exec(made, send(4n));
    expect(complaint(() => exec(made, send(7n)))).toBe(
      'sdk/5 requested amount is more than spend limit: insufficient funds',
    );
    expect(complaint(() => exec(made, send(1n, alice, bob)))).toBe(`sdk/4 cannot send to ${bob} address: unauthorized`);
    exec(made, send(6n));
    expect(made.open().authz.grantees(alice, MsgSend.typeUrl)).toEqual([]);
  });

  it('ends in time, is replaced, and is taken back', () => {
    const made = start();
    grant(made, generic(), 10n);
    grant(made, generic(), 20n);
    made.nextBlock(15n);
    made.open().authz.removeExpired();
    exec(made, send(1n));
    made.nextBlock(6n);
    expect(complaint(() => exec(made, send(1n)))).toBe('authz/6 authorization expired');
    made.open().authz.removeExpired();
    expect(made.stores.get('authz')!.iterate().next().done).toBe(true);
    grant(made, generic(), 10n);
    const { events } = deliver(made, MsgRevoke, { granter: alice, grantee: bob, msgTypeUrl: MsgSend.typeUrl });
    expect(shown(events)[0]).toContain('EventRevoke');
    expect(made.stores.get('authz')!.iterate().next().done).toBe(true);
  });

  const refused: readonly (readonly [what: string, run: (made: World) => unknown, complaint: string])[] = [
    [
      'when there is none',
      (made) => exec(made, send(1n)),
      `authz/2 failed to get grant with given granter: ${alice}, grantee: ${bob} & msgType: ${MsgSend.typeUrl} : authorization not found`,
    ],
    [
      'to oneself',
      (made) => deliver(made, MsgGrant, { granter: alice, grantee: alice }),
      'authz/7 grantee and granter should be different',
    ],
    ['that has ended', (made) => grant(made, generic(), 0n), 'authz/3 expiration must be after the current block time'],
    [
      'for what nobody knows',
      (made) => grant(made, generic('/foo.Msg')),
      "sdk/29 /foo.Msg doesn't exist.: invalid type",
    ],
    ['of no kind', (made) => grant(made, send(1n)), 'sdk/34 /cosmos.bank.v1beta1.MsgSend is no authorization'],
    [
      'of nothing',
      (made) => deliver(made, MsgGrant, { granter: alice, grantee: bob, grant: {} }),
      'sdk/33 authorization is nil',
    ],
    ['without a limit', (made) => grant(made, limited(0n)), 'sdk/10 spend limit must be positive'],
    [
      'for nobody',
      (made) => deliver(made, MsgGrant, { granter: alice, grantee: 'me', grant: {} }),
      'sdk/7 invalid grantee address',
    ],
    ['for no message', (made) => exec(made), 'sdk/18 messages cannot be empty'],
    [
      'for a message without handler',
      (made) => exec(made, { typeUrl: '/x', value: new Uint8Array(0) }),
      'sdk/6 unrecognized message route: /x',
    ],
    [
      'for a message of two',
      (made) => exec(made, { typeUrl: MsgMultiSend.typeUrl, value: new Uint8Array(0) }),
      'authz/9 authorization can be given to msg with only one signer',
    ],
    [
      'that was never given, when it is taken back',
      (made) => deliver(made, MsgRevoke, { granter: alice, grantee: bob, msgTypeUrl: '/x' }),
      'authz/2 failed to delete grant with key',
    ],
    [
      'without a type, when it is taken back',
      (made) => deliver(made, MsgRevoke, { granter: alice, grantee: bob, msgTypeUrl: '' }),
      'sdk/18 missing msg method name',
    ],
  ];
  it.each(refused)('is refused %s', (_, run, wanted) => {
    expect(complaint(() => run(start()))).toContain(wanted);
  });
});

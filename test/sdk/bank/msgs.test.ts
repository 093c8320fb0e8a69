import { MsgMultiSend, MsgSend, MsgSetSendEnabled, MsgUpdateParams } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { baseOf } from '../../../src/sdk/auth/account.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { addresses, alice, balances, bob, carol, coins, deliver, gov, protoCoins, started } from '../people.js';
import { dump, shown } from '../world.js';

const start = () => started({ bank: balances([alice, 100n]) });
const send = { fromAddress: alice, toAddress: bob, amount: protoCoins(40n) };

describe('MsgSend', () => {
  it('moves coins, makes the receiver an account, and tells it as the SDK does', () => {
    const made = start();
    const { events } = deliver(made, MsgSend, send);
    const { bank, auth } = made.open();
    expect([bank.balance(alice, 'ngonka'), bank.balance(bob, 'ngonka')]).toEqual([60n, 40n]);
    expect(auth.has(bob)).toBe(true);
    expect(shown(events)).toEqual([
      `coin_spent spender=${alice} amount=40ngonka`,
      `coin_received receiver=${bob} amount=40ngonka`,
      `transfer recipient=${bob} sender=${alice} amount=40ngonka`,
      `message sender=${alice}`,
    ]);
    expect(brokenSdkInvariants(made.open())).toEqual([]);
  });

  it('takes addresses in upper case and shows them in lower case', () => {
    const made = start();
    const { events } = deliver(made, MsgSend, { ...send, toAddress: carol.toUpperCase() });
    expect(shown(events)[1]).toBe(`coin_received receiver=${carol} amount=40ngonka`);
    expect(baseOf(made.open().auth.account(carol)!).address).toBe(carol);
  });

  it('forgets a balance of nothing with its index entry', () => {
    const made = start();
    deliver(made, MsgSend, { ...send, amount: protoCoins(100n) });
    const keys = dump(made.stores.get('bank')).map(([key]) => key);
    expect(keys.filter((key) => key.includes('01'.repeat(20)))).toEqual([]);
  });

  it.each([
    [
      'sender',
      { fromAddress: 'x' },
      'sdk/7 invalid from address: decoding bech32 failed: invalid bech32 string length 1: invalid address',
    ],
    ['receiver', { toAddress: '' }, 'sdk/7 invalid to address: empty address string is not allowed: invalid address'],
    ['no amount', { amount: [] }, 'sdk/10 invalid coins'],
    ['zero', { amount: protoCoins(0n) }, 'sdk/10 0ngonka: invalid coins'],
    ['unsorted', { amount: [...protoCoins(1n, 'zzz'), ...protoCoins(1n, 'aaa')] }, 'sdk/10 1zzz,1aaa: invalid coins'],
    ['bad denomination', { amount: protoCoins(1n, 'n!') }, 'sdk/10 1n!: invalid coins'],
    [
      'too much',
      { amount: protoCoins(101n) },
      'sdk/5 spendable balance 100ngonka is smaller than 101ngonka: insufficient funds',
    ],
    [
      'unknown coin',
      { amount: protoCoins(5n, 'nope') },
      'sdk/5 spendable balance 0nope is smaller than 5nope: insufficient funds',
    ],
    [
      'closed module',
      { toAddress: addresses.module('fee_collector') },
      `sdk/4 ${addresses.module('fee_collector')} is not allowed to receive funds: unauthorized`,
    ],
  ])('refuses %s, and nothing is written', (_what, part, text) => {
    const made = start();
    const before = dump(made.stores.get('bank'));
    expect(complaint(() => deliver(made, MsgSend, { ...send, ...part }))).toBe(text);
    expect(dump(made.stores.get('bank'))).toEqual(before);
  });

  it('is refused for coins whose sending is switched off by gov', () => {
    const made = start();
    const off = { authority: gov, sendEnabled: [{ denom: 'ngonka', enabled: false }], useDefaultFor: [] };
    expect(failure(() => deliver(made, MsgSetSendEnabled, { ...off, authority: alice }))).toBe('gov/13');
    deliver(made, MsgSetSendEnabled, off);
    expect(complaint(() => deliver(made, MsgSend, send))).toBe(
      'bank/5 ngonka transfers are currently disabled: send transactions are disabled',
    );
    deliver(made, MsgSetSendEnabled, { authority: gov, sendEnabled: [], useDefaultFor: ['ngonka'] });
    deliver(made, MsgUpdateParams, { authority: gov, params: { sendEnabled: [], defaultSendEnabled: false } });
    expect(failure(() => deliver(made, MsgSend, send))).toBe('bank/5');
  });
});

describe('MsgMultiSend', () => {
  const multi = {
    inputs: [{ address: alice, coins: protoCoins(30n) }],
    outputs: [
      { address: bob, coins: protoCoins(10n) },
      { address: carol, coins: protoCoins(20n) },
    ],
  };

  it('pays many from one', () => {
    const made = start();
    const { events } = deliver(made, MsgMultiSend, multi);
    expect(made.open().bank.balance(carol, 'ngonka')).toBe(20n);
    expect(events.map(({ type }) => type)).toEqual([
      'message',
      'coin_spent',
      'coin_received',
      'transfer',
      'coin_received',
      'transfer',
    ]);
  });

  it.each([
    ['no inputs', { inputs: [] }, 'bank/2'],
    ['no outputs', { outputs: [] }, 'bank/3'],
    ['another sum', { outputs: [{ address: bob, coins: protoCoins(10n) }] }, 'bank/4'],
    ['two senders', { inputs: [...multi.inputs, ...multi.inputs] }, 'bank/9'],
    ['no coins', { inputs: [{ address: alice, coins: [] }] }, 'sdk/10'],
    ['bad output', { outputs: [{ address: 'x', coins: protoCoins(30n) }] }, 'sdk/7'],
    ['closed module', { outputs: [{ address: addresses.module('mint'), coins: protoCoins(30n) }] }, 'sdk/4'],
  ])('refuses %s', (_what, part, code) =>
    expect(failure(() => deliver(start(), MsgMultiSend, { ...multi, ...part }))).toBe(code),
  );
});

describe('minting and burning', () => {
  it('change supply, in the accounts of modules that may', () => {
    const made = start();
    const { bank } = made.open();
    bank.mint('inference', coins(7n));
    bank.sendModuleToModule('inference', 'gov', coins(5n));
    bank.burn('gov', coins(5n));
    expect(bank.supply('ngonka')).toBe(102n);
    expect(brokenSdkInvariants(made.open())).not.toContain('supply');
  });

  it.each([
    ['minting without permission', 'mint', 'gov', 'sdk/4'],
    ['burning without permission', 'burn', 'mint', 'sdk/4'],
    ['a module that has no account', 'mint', 'nobody', 'sdk/9'],
    ['burning what is not there', 'burn', 'inference', 'sdk/5'],
  ] as const)('refuses %s', (_what, act, module, code) => {
    const { bank } = start().open();
    expect(failure(() => bank[act](module, coins(1n)))).toBe(code);
  });
});

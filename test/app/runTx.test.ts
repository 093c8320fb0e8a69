import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { surfaceBugs } from '../../src/app/failure.js';
import { Routes } from '../../src/app/routes.js';
import { type AnteCheck, runTx, type TxMachine } from '../../src/app/runTx.js';
import { sdkErrors } from '../../src/types/errors.js';
import type { ChainEvent } from '../../src/types/events.js';
import { event } from '../../src/types/events.js';
import { CodedError } from '../../src/util/errors.js';
import { faulty, openToyKeepers, send, type ToyKeepers, toyBank, toyClock } from './toy.js';
import { shown, toyBlock } from './toyState.js';

const machine = (parts: Partial<TxMachine<ToyKeepers>> = {}): TxMachine<ToyKeepers> => ({
  routes: new Routes([toyBank, toyClock]),
  openKeepers: openToyKeepers,
  ante: [],
  onBug: undefined,
  ...parts,
});
const tx = (...messages: Any[]): Uint8Array => encodeUnsignedTx(messages);
const line = ({ type, attributes }: ChainEvent): string =>
  `${type} ${attributes.map(({ key, value }) => `${key}=${value}`).join(' ')}`;
const oddSend: Any = { typeUrl: '/cosmos.bank.v1beta1.MsgSend', value: Uint8Array.of(0x0a, 0x20, 1) };

describe('a transaction in a block', () => {
  it('moves coins, with the events, the response and the gas of an SDK chain', () => {
    const block = toyBlock({ alice: 10n });
    const result = runTx(machine(), block, tx(send('alice', 'bob', 3)), 'finalize');
    expect(result).toMatchObject({ code: 0, codespace: '', log: '', gasWanted: 0n });
    expect(result.events.map(line)).toEqual([
      'message action=/cosmos.bank.v1beta1.MsgSend sender=alice module=bank msg_index=0',
      'transfer recipient=bob sender=alice amount=3toy msg_index=0',
    ]);
    expect(TxMsgData.decode(result.data)).toEqual({
      data: [],
      msgResponses: [{ typeUrl: '/cosmos.bank.v1beta1.MsgSendResponse', value: new Uint8Array(0) }],
    });
    // Two reads of keys of 6 and 4 bytes, one of them with a value of 8; two writes of both.
    expect(result.gasUsed).toBe(1000n + 3n * 14n + 1000n + 3n * 4n + 2000n + 30n * 12n + 2000n + 30n * 14n);
    expect(shown(block)).toBe('alice=7 bob=3');
  });

  it('runs all messages or none', () => {
    const block = toyBlock({ alice: 10n });
    const failed = runTx(machine(), block, tx(send('alice', 'bob', 3), send('bob', 'carol', 4)), 'finalize');
    expect(failed).toMatchObject({ code: 5, codespace: 'sdk', data: new Uint8Array(0), events: [] });
    expect(failed.log).toBe(
      'failed to execute message; message index: 1: spendable balance 3toy is smaller than 4toy: insufficient funds',
    );
    expect(shown(block)).toBe('alice=10');

    const worked = runTx(machine(), block, tx(send('alice', 'bob', 3), send('bob', 'carol', 2)), 'finalize');
    expect(worked.events.map(({ attributes }) => attributes.at(-1))).toEqual(
      [0, 0, 1, 1].map((index) => ({ key: 'msg_index', value: String(index) })),
    );
    expect(shown(block)).toBe('alice=7 bob=1 carol=2');
  });

  it('names no module in front of events that name one', () => {
    const result = runTx(machine(), toyBlock(), tx(faulty(0)), 'finalize');
    expect(result.events.map(line)).toEqual([
      'message action=/cosmos.bank.v1beta1.MsgMultiSend msg_index=0',
      'toy module=own msg_index=0',
    ]);
  });

  it('turns a bug into the code of a panic, or surfaces it', () => {
    const block = toyBlock();
    const bugs: unknown[] = [];
    const result = runTx(machine({ onBug: (bug) => bugs.push(bug) }), block, tx(faulty(1)), 'finalize');
    expect(result).toMatchObject({ code: 111222, codespace: 'undefined', log: 'recovered: a bug: panic', events: [] });
    expect(bugs).toEqual([new TypeError('a bug')]);
    expect(shown(block)).toBe('');
    expect(() => runTx(machine({ onBug: surfaceBugs }), block, tx(faulty(1)), 'finalize')).toThrow(TypeError);
  });

  it('ends when the gas does', () => {
    const bytes = encodeUnsignedTx([faulty(2)], { gasLimit: 50_000n });
    expect(runTx(machine(), toyBlock(), bytes, 'finalize')).toMatchObject({
      code: 11,
      codespace: 'sdk',
      log: 'out of gas in location: toy work; gasWanted: 50000, gasUsed: 1002420: out of gas',
      gasWanted: 50_000n,
      gasUsed: 1_002_420n,
    });
  });
});

describe('a transaction that cannot be read', () => {
  const refused: readonly (readonly [what: string, bytes: Uint8Array, code: number, log: string])[] = [
    [
      'no bytes of a tx',
      Uint8Array.of(0xff, 0xff),
      2,
      'invalid length; unexpected EOF: tx parse error: tx parse error',
    ],
    ['no messages', tx(), 18, 'must contain at least one message: invalid request'],
    ['nothing at all', new Uint8Array(0), 18, 'must contain at least one message: invalid request'],
    [
      'unknown type',
      tx({ typeUrl: '/foo.bar.MsgX', value: new Uint8Array(0) }),
      2,
      'unable to resolve type URL /foo.bar.MsgX: tx parse error: tx parse error',
    ],
    [
      'a truncated message',
      tx(oddSend),
      2,
      'could not consume field value for tagNum: 1, wireType: "bytes"; unexpected EOF: tx parse error: tx parse error',
    ],
    ['a message that is invalid in itself', tx(send('', 'b', 1)), 7, 'empty sender: invalid address'],
    [
      'a truncated body',
      TxRaw.encode({ bodyBytes: Uint8Array.of(0x0a, 9), authInfoBytes: new Uint8Array(0), signatures: [] }).finish(),
      2,
      'could not consume field value for tagNum: 1, wireType: "bytes"; unexpected EOF: tx parse error: tx parse error',
    ],
  ];
  it.each(refused)('%s', (_, bytes, code, log) => {
    const result = runTx(machine(), toyBlock(), bytes, 'finalize');
    expect(result).toEqual({
      code,
      codespace: 'sdk',
      log,
      data: new Uint8Array(0),
      gasWanted: 0n,
      gasUsed: 0n,
      events: [],
    });
  });
});

describe('ante checks', () => {
  const fee: AnteCheck<ToyKeepers> = (ctx, { balances }, { body, messages }) => {
    const payer = messages[0]!.route.signers(messages[0]!.message as never)[0]!;
    if (body.memo === 'free') throw new CodedError(sdkErrors.insufficientFee, 'nothing is free');
    balances.set(payer, balances.require(payer) - 1n);
    ctx.emit(event('tx', { fee_payer: payer }));
  };
  const withFee = machine({ ante: [fee] });
  const paid = (messages: Any[], memo = ''): Uint8Array => encodeUnsignedTx(messages, { gasLimit: 100_000n, memo });

  it('are paid for also when the messages fail', () => {
    const block = toyBlock({ alice: 10n });
    const result = runTx(withFee, block, paid([send('alice', 'bob', 10)]), 'finalize');
    expect(result).toMatchObject({ code: 5, gasWanted: 100_000n });
    expect(result.events.map(line)).toEqual(['tx fee_payer=alice']);
    expect(shown(block)).toBe('alice=9');
  });

  it('come first in the events', () => {
    const result = runTx(withFee, toyBlock({ alice: 10n }), paid([send('alice', 'bob', 1)]), 'finalize');
    expect(result.events.map(({ type }) => type)).toEqual(['tx', 'message', 'transfer']);
  });

  it('that refuse leave nothing behind', () => {
    const block = toyBlock({ alice: 10n });
    const result = runTx(withFee, block, paid([send('alice', 'bob', 1)], 'free'), 'finalize');
    expect(result).toMatchObject({ code: 13, log: 'nothing is free: insufficient fee', events: [] });
    expect(shown(block)).toBe('alice=10');
  });

  it('are all that is run before a block, and show no events', () => {
    const block = toyBlock({ alice: 10n });
    const result = runTx(withFee, block, paid([send('alice', 'bob', 10)]), 'check');
    expect(result).toMatchObject({ code: 0, events: [], data: new Uint8Array(0), gasWanted: 100_000n });
    expect(shown(block)).toBe('alice=9');
  });

  it('take a limit of zero gas at its word', () => {
    const result = runTx(withFee, toyBlock({ alice: 10n }), tx(send('alice', 'bob', 1)), 'check');
    expect(result.log).toBe('out of gas in location: ReadFlat; gasWanted: 0, gasUsed: 1000: out of gas');
  });

  it('and messages run without a limit in a simulation', () => {
    const result = runTx(withFee, toyBlock({ alice: 10n }), tx(send('alice', 'bob', 1)), 'simulate');
    expect(result).toMatchObject({ code: 0, gasWanted: 2n ** 64n - 1n });
    expect(result.events).toHaveLength(3);
  });
});

import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { sdkAnteWith } from '../../../src/app/ante/sdkAnte.js';
import { toSeconds } from '../../../src/sdk/time.js';
import { proto } from '../../../src/types/codec.js';
import * as dec from '../../../src/util/legacyDec.js';
import { alice, blockTime, bob, carol, chainWithAnte, runBlock, send, signedTx, type TxParts } from './signing.js';

const good: TxParts = { body: { messages: [send(3n)] }, signers: [{ who: alice }] };
const ngonka = (amount: string) => [{ denom: 'ngonka', amount }];
const badSignature = (detail: string): string =>
  `signature verification failed; please verify account number (0) and chain-id (gonka-test-1): (${detail}): unauthorized`;
const notTheirs = badSignature('unable to verify single signer signature');

/** The mirror image of a signature: as good on the curve, and refused. */
function mirrored(tx: Uint8Array): Uint8Array {
  const raw = proto(TxRaw).decode(tx);
  const [signature] = raw.signatures;
  const order = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n;
  const s = order - BigInt(`0x${Buffer.from(signature!.subarray(32)).toString('hex')}`);
  const high = Buffer.from(s.toString(16).padStart(64, '0'), 'hex');
  return proto(TxRaw).encode({ ...raw, signatures: [Uint8Array.from([...signature!.subarray(0, 32), ...high])] });
}

describe('a transaction before it runs', () => {
  it('pays, signs and counts on, and its messages run', () => {
    const app = chainWithAnte();
    const [result] = runBlock(app, signedTx({ ...good, fee: { amount: ngonka('5') } }));
    expect(result).toMatchObject({ code: 0, log: '', gasWanted: 200_000n });
    const events = result!.events.map(({ type, attributes }) => [type, attributes[0]!.key]);
    expect(events.slice(3, 8)).toEqual([
      ['message', 'sender'],
      ['tx', 'fee'],
      ['tx', 'acc_seq'],
      ['tx', 'signature'],
      ['message', 'action'],
    ]);
    const { auth, bank } = app.view().keepers;
    expect(bank.balance(alice.address, 'ngonka')).toBe(992n);
    expect(auth.account(alice.address)!.message).toMatchObject({ sequence: 1n, pubKey: alice.pubKey });
  });

  it('keeps fee and sequence when its messages fail', () => {
    const app = chainWithAnte();
    const tx = signedTx({ ...good, body: { messages: [send(3n), send(5000n)] }, fee: { amount: ngonka('5') } });
    expect(runBlock(app, tx)[0]).toMatchObject({ code: 5 });
    const { auth, bank } = app.view().keepers;
    expect(bank.balance(alice.address, 'ngonka')).toBe(995n);
    expect(auth.account(alice.address)!.message).toMatchObject({ sequence: 1n });
  });

  it('is checked against those that were let in before it, and again in the block', () => {
    const app = chainWithAnte();
    const txs = [0n, 1n].map((sequence) => signedTx({ ...good, signers: [{ who: alice, sequence }] }));
    expect(txs.map((tx) => app.checkTx(tx).code)).toEqual([0, 0]);
    expect(app.checkTx(txs[0]!).code).toBe(32);
    expect(runBlock(app, ...txs).map(({ code }) => code)).toEqual([0, 0]);
    expect(runBlock(app, txs[0]!)[0]!.log).toBe(
      'account sequence mismatch, expected 2, got 0: incorrect account sequence',
    );
  });

  it('can be simulated without a signature, and would cost as much', () => {
    const app = chainWithAnte();
    const simulated = app.simulate(signedTx({ ...good, signers: [{ who: alice, mode: 0 }] }));
    const real = app.checkTx(signedTx(good));
    expect(real.code).toBe(0);
    expect(simulated).toMatchObject({ code: 0, gasWanted: 2n ** 64n - 1n });
    expect(simulated.gasUsed).toBeGreaterThan(real.gasUsed);
  });

  it('signs in amino mode too, and with two signers', () => {
    const app = chainWithAnte();
    const amino = signedTx({ ...good, signers: [{ who: alice, mode: 127 }] });
    const both = signedTx({
      body: { messages: [send(1n), send(1n, bob)] },
      signers: [
        { who: alice, sequence: 1n },
        { who: bob, accountNumber: 1n, mode: 127 },
      ],
    });
    expect(runBlock(app, amino, both).map(({ log }) => log)).toEqual(['', '']);
  });

  const rows: readonly (readonly [what: string, parts: Partial<TxParts>, code: number, log: string])[] = [
    ['of another chain', { signers: [{ who: alice, chainId: 'other' }] }, 4, notTheirs],
    ['for another account number', { signers: [{ who: alice, accountNumber: 1n }] }, 4, notTheirs],
    ['signed at random', { signatures: [new Uint8Array(64).fill(7)] }, 4, notTheirs],
    ['with a signature of 63 bytes', { signatures: [new Uint8Array(63)] }, 4, notTheirs],
    ['in an unknown mode', { signers: [{ who: alice, mode: 99 }] }, 4, badSignature('unsupported sign mode 99')],
    [
      'in a mode that says nothing',
      { signers: [{ who: alice, mode: 0 }] },
      4,
      badSignature('unsupported sign mode SIGN_MODE_UNSPECIFIED'),
    ],
    [
      'in amino mode for another sequence of words',
      { signers: [{ who: alice, mode: 127, chainId: 'other' }] },
      4,
      'signature verification failed; please verify account number (0), sequence (0) and chain-id (gonka-test-1): unauthorized',
    ],
    [
      'with another sequence',
      { signers: [{ who: alice, sequence: 7n }] },
      32,
      'account sequence mismatch, expected 0, got 7: incorrect account sequence',
    ],
    ['without signatures', { signatures: [] }, 15, 'no signatures supplied'],
    [
      'with one signature too many',
      { signatures: [new Uint8Array(64), new Uint8Array(64)] },
      4,
      'wrong number of signers; expected 1, got 2: unauthorized',
    ],
    [
      'with the key of another',
      { signers: [{ who: alice, pubKey: bob.pubKey }] },
      8,
      `pubKey does not match signer address ${alice.address} with signer index: 0: invalid pubkey`,
    ],
    [
      'without a key, where the account has none either',
      { signers: [{ who: alice, pubKey: undefined }] },
      8,
      'unrecognized public key type: <nil>: invalid pubkey',
    ],
    [
      'of an account that is not there',
      { body: { messages: [send(1n, carol)] }, signers: [{ who: carol }] },
      9,
      'does not exist: unknown address',
    ],
    [
      'without gas',
      { fee: { gasLimit: 0n } },
      11,
      'out of gas in location: ReadFlat; gasWanted: 0, gasUsed: 1000: out of gas',
    ],
    [
      'with more gas than there is',
      { fee: { gasLimit: 2n ** 63n } },
      18,
      'invalid gas supplied; 9223372036854775808 > 9223372036854775807: invalid request',
    ],
    [
      'with a fee below nothing',
      { fee: { amount: ngonka('-1') } },
      13,
      'invalid fee provided: -1ngonka: insufficient fee',
    ],
    [
      'with a fee of no coin',
      { fee: { amount: [{ denom: '1', amount: '1' }] } },
      13,
      'invalid fee amount: 11: insufficient fee',
    ],
    [
      'with a fee that nobody has',
      { fee: { amount: ngonka('1001') } },
      5,
      'spendable balance 1000ngonka is smaller than 1001ngonka: insufficient funds: insufficient funds',
    ],
    [
      'with a payer who is nobody',
      { fee: { payer: 'me' } },
      7,
      'invalid fee payer address (decoding bech32 failed: invalid bech32 string length 2): invalid address',
    ],
    [
      'with a granter who is nobody',
      { fee: { granter: 'me' } },
      111222,
      'recovered: decoding bech32 failed: invalid bech32 string length 2: panic',
    ],
    ['with a granter who grants nothing', { fee: { granter: bob.address } }, 38, 'fee-grant not found: not found'],
    [
      'with a long memo',
      { body: { messages: [send(3n)], memo: 'é'.repeat(129) } },
      12,
      'maximum number of characters is 256 but received 258 characters: memo too large',
    ],
    [
      'after its last block',
      { body: { messages: [send(3n)], timeoutHeight: 1n } },
      30,
      'block height: 2, timeout height: 1: tx timeout height',
    ],
    [
      'after its last moment',
      { body: { messages: [send(3n)], timeoutTimestamp: toSeconds(blockTime(1n)) } },
      42,
      'block time: 2025-08-22 08:42:10 +0000 UTC, timeout timestamp: 2025-08-22 08:42:05 +0000 UTC: tx timeout',
    ],
    [
      'without an order and an end',
      { body: { messages: [send(3n)], unordered: true } },
      18,
      'unordered transaction must have timeout_timestamp set: invalid request',
    ],
    [
      'without an order for too long',
      { body: { messages: [send(3n)], unordered: true, timeoutTimestamp: toSeconds(blockTime(200n)) } },
      18,
      'unordered tx ttl exceeds 10m0s: invalid request',
    ],
    [
      'without an order but with a sequence',
      {
        body: { messages: [send(3n)], unordered: true, timeoutTimestamp: toSeconds(blockTime(9n)) },
        signers: [{ who: alice, sequence: 1n }],
      },
      18,
      'sequence is not allowed for unordered transactions: invalid request',
    ],
  ];
  it.each(rows)('is refused %s', (_, parts, code, log) => {
    const [result] = runBlock(chainWithAnte(), signedTx({ ...good, ...parts }));
    expect(result!.log).toContain(log);
    expect(result).toMatchObject({ code, events: [] });
  });

  it('is refused with the mirror image of its signature', () => {
    expect(runBlock(chainWithAnte(), mirrored(signedTx(good)))[0]).toMatchObject({ code: 4, log: notTheirs });
  });

  it('comes once only when it has no order', () => {
    const app = chainWithAnte();
    const timeoutTimestamp = toSeconds(blockTime(9n));
    const unordered = (amount: bigint) =>
      signedTx({ ...good, body: { messages: [send(amount)], unordered: true, timeoutTimestamp } });
    expect(runBlock(app, unordered(1n), unordered(2n)).map(({ code }) => code)).toEqual([0, 18]);
    expect(runBlock(app, unordered(3n))[0]!.log).toMatch(/^failed to add unordered nonce: sender .* has already used/);
    while (app.info.lastHeight < 9n) runBlock(app);
    expect([...app.view().ctx.stores.store('acc').iterate({ start: '\x5a', end: '\x5b' })]).toEqual([]);
  });

  it('is let into a node only for its price, and into a block for any', () => {
    const price = { denom: 'ngonka', amount: dec.parse('0.001') };
    const app = chainWithAnte({ ante: sdkAnteWith({ minGasPrices: [price] }) });
    expect(app.checkTx(signedTx(good))).toMatchObject({
      code: 13,
      log: 'insufficient fees; got:  required: 200ngonka: insufficient fee',
    });
    expect(app.checkTx(signedTx({ ...good, fee: { amount: ngonka('200') } })).code).toBe(0);
    expect(runBlock(app, signedTx(good))[0]!.code).toBe(0);
  });

  it('costs what reading the parameters costs when it cannot be read', () => {
    const [result] = runBlock(chainWithAnte(), Uint8Array.of(0xff));
    expect(result).toMatchObject({ code: 2, gasWanted: 0n, gasUsed: 1174n });
  });
});

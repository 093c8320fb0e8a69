import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QueryAccountResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { Any } from 'cosmjs-types/google/protobuf/any';
import { expect } from 'vitest';
import { signaturesOf } from '../../../src/app/ante/signatures.js';
import { type ReadTx, readTx } from '../../../src/app/readTx.js';
import { readPubKey } from '../../../src/app/signatures/pubKey.js';
import { type SignatureData, signatureBytes } from '../../../src/app/signatures/signatureData.js';
import { signatureFault } from '../../../src/app/signatures/verifySignature.js';
import { accountCodec, baseOf } from '../../../src/sdk/auth/account.js';
import { toAddress } from '../../../src/util/address.js';
import { base64ToBytes, bytesToBase64, bytesToLatin1 } from '../../../src/util/bytes.js';
import { RecordedState, type Row, rows } from './recordedState.js';

/** What a signature is over besides the transaction: looked up by the signer's address bytes. */
type AccountNumber = (address: Uint8Array) => bigint;

interface Signed {
  readonly mode: string;
  /** The signer's mistake, or undefined. */
  readonly fault: string | undefined;
}

const modeOf = (data: SignatureData): string => (data.kind === 'multi' ? 'multisig' : String(data.mode));

/** Checks the signatures of a transaction against the keys that it names. */
function checkSigned(tx: ReadTx, chainId: string, prefix: string, numberOf: AccountNumber): Signed[] {
  return signaturesOf(tx).map(({ data, sequence }, index) => {
    const pubKey = tx.authInfo.signerInfos[index]!.publicKey;
    const key = readPubKey(pubKey!)!;
    const address = toAddress(prefix, key.address);
    const accountNumber = numberOf(key.address);
    const signer = { address, chainId, accountNumber, sequence, pubKey, feePayer: address };
    return { mode: modeOf(data), fault: signatureFault(key, data, tx, signer) };
  });
}

/** The signatures that the node put into the events of a transaction are those that we find in it. */
function checkEvents(tx: ReadTx, { events }: Row): void {
  const recorded = (events as Row[])
    .filter(({ type }) => type === 'tx')
    .flatMap(({ attributes }) =>
      attributes.filter(({ key }: Row) => key === 'signature').map(({ value }: Row) => value),
    );
  if (recorded.length === 0) return; // refused before its signatures were told
  const mine = signaturesOf(tx).flatMap(({ data }) => signatureBytes(data).map(bytesToBase64));
  expect(mine).toEqual(recorded);
}

/** All transactions of the recorded chain were let in by its node, so every signature must be good. */
export function checkLiveTxs(folder: string): void {
  const live = join(folder, 'live');
  const state = new RecordedState(live, ['acc']);
  const chainId = rows(join(live, 'headers.jsonl'))[0].header.chain_id;
  const modes = new Map<string, number>();
  for (const { height, tx: text, result } of rows(join(live, 'txs.jsonl')).sort((a, b) => a.height - b.height)) {
    const tx = readTx(base64ToBytes(text));
    const accounts = state.after(Number(height)).store('acc');
    const numberOf: AccountNumber = (address) =>
      baseOf(accounts.get(`\x01${bytesToLatin1(address)}`)!.read(accountCodec)).accountNumber;
    for (const { mode, fault } of checkSigned(tx, chainId, 'gonka', numberOf)) {
      expect(fault, `height ${height}`).toBeUndefined();
      modes.set(mode, (modes.get(mode) ?? 0) + 1);
    }
    checkEvents(tx, result);
  }
  expect([...modes.keys()].sort()).toEqual(['1', '127', 'multisig']);
}

/** Transactions of CosmJS to a plain SDK node; those that it refused with code 4 bear a fault of their signatures. */
export function checkSimappTxs(folder: string): void {
  const genesis = JSON.parse(readFileSync(join(folder, 'simapp53-genesis.json'), 'utf8'));
  const numbers = new Map<string, bigint>();
  for (const account of genesis.app_state.auth.accounts) {
    const base = account.base_vesting_account?.base_account ?? account.base_account ?? account;
    numbers.set(base.address, BigInt(base.account_number));
  }
  for (const { path, response } of rows(join(folder, 'simapp53-queries.jsonl'))) {
    if (path !== '/cosmos.auth.v1beta1.Query/Account' || response.code !== 0) continue;
    const { account } = QueryAccountResponse.decode(base64ToBytes(response.value));
    const { address, accountNumber } = baseOf(accountCodec.decode(Any.encode(account!).finish()));
    numbers.set(address, accountNumber); // accounts that came to be during the run
  }
  const numberOf: AccountNumber = (address) => numbers.get(toAddress('cosmos', address))!;
  for (const { n, tx: text, check_tx: checked, tx_result: result } of rows(join(folder, 'simapp53-txs.jsonl'))) {
    const tx = readTx(base64ToBytes(text));
    const faults = checkSigned(tx, genesis.chain_id, 'cosmos', numberOf).map(({ fault }) => fault);
    const expected =
      checked.code === 4 ? [/\): \((.*)\): unauthorized$/.exec(checked.log)![1]] : faults.map(() => undefined);
    expect(faults, `transaction ${n}`).toEqual(expected);
    if (result) checkEvents(tx, result);
  }
}

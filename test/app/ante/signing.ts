import { Secp256k1, sha256 } from '@cosmjs/crypto';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { AuthInfo, type Fee, ModeInfo, SignerInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { sdkAnteWith } from '../../../src/app/ante/sdkAnte.js';
import { surfaceBugs } from '../../../src/app/failure.js';
import { createGonkaApp, type GonkaApp, type GonkaAppOptions } from '../../../src/app/gonkaApp.js';
import { readTx } from '../../../src/app/readTx.js';
import { readPubKey, secp256k1Type } from '../../../src/app/signatures/pubKey.js';
import { signBytes } from '../../../src/app/signatures/signBytes.js';
import { proposal } from '../../../src/module/profiles.js';
import { proto } from '../../../src/types/codec.js';
import { toAddress } from '../../../src/util/address.js';
import { emptyBytes } from '../../../src/util/bytes.js';

/** One who can sign. */
export interface Person {
  readonly privateKey: Uint8Array;
  readonly pubKey: Any;
  readonly address: string;
}

export function person(seed: number): Person {
  const privateKey = new Uint8Array(32).fill(seed);
  const key = Secp256k1.compressPubkey(Secp256k1.makeKeypair(privateKey).pubkey);
  const pubKey = { typeUrl: secp256k1Type, value: proto(PubKey).encode({ key }) };
  return { privateKey, pubKey, address: toAddress('gonka', readPubKey(pubKey)!.address) };
}

/** r and s, 64 bytes, over the SHA-256 of a message. */
export function sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  const signature = Secp256k1.createSignature(sha256(message), privateKey);
  return Uint8Array.from([...signature.r(32), ...signature.s(32)]);
}

/** A signer with the facts that his signature binds; what is left out is right for a chain of three accounts. */
export interface Signer {
  readonly who: Person;
  readonly accountNumber?: bigint;
  readonly sequence?: bigint;
  readonly mode?: number;
  readonly pubKey?: Any | undefined;
  readonly chainId?: string;
}

export interface TxParts {
  readonly body?: Partial<TxBody>;
  readonly fee?: Partial<Fee>;
  readonly signers: readonly Signer[];
  /** Instead of those that the signers make. */
  readonly signatures?: readonly Uint8Array[];
}

export const chainId = 'gonka-test-1';

/** The bytes of a transaction that its signers have signed. */
export function signedTx({ body = {}, fee = {}, signers, signatures }: TxParts): Uint8Array {
  const bodyBytes = proto(TxBody).encode(TxBody.fromPartial(body));
  const signerInfos = signers.map(({ who, sequence = 0n, mode = 1, ...given }) => {
    const info = { modeInfo: ModeInfo.fromPartial({ single: { mode } }), sequence };
    const pubKey = 'pubKey' in given ? given.pubKey : who.pubKey;
    return SignerInfo.fromPartial(pubKey ? { ...info, publicKey: pubKey } : info);
  });
  const authInfo = AuthInfo.fromPartial({ signerInfos, fee: { gasLimit: 200_000n, ...fee } });
  const raw = { bodyBytes, authInfoBytes: proto(AuthInfo).encode(authInfo), signatures: [] as Uint8Array[] };
  const unsigned = readTx(proto(TxRaw).encode(raw));
  const made = signers.map(({ who, accountNumber = 0n, sequence = 0n, mode = 1, chainId: chain = chainId }) => {
    if (mode !== 1 && mode !== 127) return emptyBytes;
    const signer = { address: who.address, chainId: chain, accountNumber, sequence, pubKey: who.pubKey, feePayer: '' };
    return sign(who.privateKey, signBytes(mode, unsigned, signer));
  });
  return proto(TxRaw).encode({ ...raw, signatures: [...(signatures ?? made)] });
}

export const [alice, bob, carol] = [person(1), person(2), person(3)] as [Person, Person, Person];

/** A message that moves coins from alice to bob. */
export function send(amount: bigint, from: Person = alice): Any {
  const coins = [{ denom: 'ngonka', amount: String(amount) }];
  const message = MsgSend.fromPartial({ fromAddress: from.address, toAddress: bob.address, amount: coins });
  return { typeUrl: MsgSend.typeUrl, value: proto(MsgSend).encode(message) };
}

const genesisTime = 1_755_852_120_000_000_000n;
export const blockTime = (height: bigint): bigint => genesisTime + height * 5_000_000_000n;

/** A chain after its first block, on which alice and bob have a thousand coins each. */
export function chainWithAnte(options: Partial<GonkaAppOptions> = {}): GonkaApp {
  const app = createGonkaApp({
    profile: proposal,
    bech32Prefix: 'gonka',
    denom: 'ngonka',
    ante: sdkAnteWith({ minGasPrices: [] }),
    onBug: surfaceBugs,
    ...options,
  });
  const accounts = [alice, bob].map(({ address }, index) => ({
    '@type': '/cosmos.auth.v1beta1.BaseAccount',
    address,
    account_number: String(index),
  }));
  const balances = [alice, bob].map(({ address }) => ({ address, coins: [{ denom: 'ngonka', amount: '1000' }] }));
  const bank = { params: { default_send_enabled: true }, balances };
  app.initChain({ chainId, time: genesisTime, appState: { auth: { accounts, params: authParams }, bank } });
  runBlock(app);
  return app;
}

const authParams = {
  max_memo_characters: '256',
  tx_sig_limit: '7',
  tx_size_cost_per_byte: '10',
  sig_verify_cost_ed25519: '590',
  sig_verify_cost_secp256k1: '1000',
};

export function runBlock(app: GonkaApp, ...txs: Uint8Array[]) {
  const height = app.info.lastHeight + 1n;
  const { txResults } = app.finalizeBlock({ height, time: blockTime(height), txs });
  app.commit();
  return txResults;
}

import { Secp256k1 } from '@cosmjs/crypto';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { sdkAnte } from '../src/app/ante/sdkAnte.js';
import { createGonkaApp, type GonkaApp } from '../src/app/gonkaApp.js';
import { readPubKey, secp256k1Type } from '../src/app/signatures/pubKey.js';
import type { TxResult } from '../src/app/txResult.js';
import { Params } from '../src/gen/inference/inference/params.js';
import { defaultGenesis } from '../src/module/genesis/initGenesis.js';
import { proposal } from '../src/module/profiles.js';
import type { Backend } from '../src/store/backend.js';
import { proto } from '../src/types/codec.js';
import { defaultParams } from '../src/types/params.js';
import { toProtoJson } from '../src/types/protoJson.js';
import { toAddress } from '../src/util/address.js';
import { signSecp256k1 } from '../src/util/secp256k1.js';

// A chain with all checks of the deployed one, and people who sign: each has five nodes. The store holds 20,000 participants
// more.

const bystanders = 20_000;
const chainId = 'bench-1';
const second = 1_000_000_000n;

/** An epoch's PoC takes batches for as many blocks as a bench may want. */
export const epochLength = 300n;
const pocStageDuration = 200n;

const authParams = {
  max_memo_characters: '256',
  tx_sig_limit: '7',
  tx_size_cost_per_byte: '10',
  sig_verify_cost_ed25519: '590',
  sig_verify_cost_secp256k1: '1000',
};

interface Sender {
  readonly address: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

function sender(number: number): Sender {
  const privateKey = new Uint8Array(32).fill(1);
  new DataView(privateKey.buffer).setUint32(0, number);
  const publicKey = Secp256k1.compressPubkey(Secp256k1.makeKeypair(privateKey).pubkey);
  return { address: toAddress('gonka', readPubKey(packedKey(publicKey))!.address), publicKey, privateKey };
}

const packedKey = (key: Uint8Array) => ({ typeUrl: secp256k1Type, value: proto(PubKey).encode({ key }) });

export const node = (i: number, port: number) => ({
  localId: `node${i}`,
  status: 1,
  models: ['qwen'],
  hardware: [{ type: 'NVIDIA H100 80GB', count: 8 }],
  host: 'node.example.com',
  port: String(port),
});

const nodeJson = (i: number) => ({ ...node(i, 80), localId: undefined, local_id: `node${i}`, status: 'INFERENCE' });

/** A transaction and what its signature covers. */
export interface SignedTx {
  readonly tx: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

function signedTx(who: Sender, facts: { account: number; sequence: bigint }, message: Any): SignedTx {
  const { publicKey, privateKey } = who;
  const { account, sequence } = facts;
  const bodyBytes = proto(TxBody).encode(TxBody.fromPartial({ messages: [message] }));
  const signerInfo = { publicKey: packedKey(publicKey), modeInfo: { single: { mode: 1 } }, sequence };
  const signed = AuthInfo.fromPartial({ signerInfos: [signerInfo], fee: { gasLimit: 500_000n } });
  const authInfoBytes = proto(AuthInfo).encode(signed);
  const signDoc = proto(SignDoc).encode({ bodyBytes, authInfoBytes, chainId, accountNumber: BigInt(account) });
  const signature = signSecp256k1(signDoc, privateKey);
  return {
    tx: proto(TxRaw).encode({ bodyBytes, authInfoBytes, signatures: [signature] }),
    message: signDoc,
    signature,
    publicKey,
  };
}

/** What somebody sends; another round is another transaction. */
export type MessageOf = (creator: string, round: number) => Any;

/** A chain whose people all send the same kind of message, each one in every round. */
export class SignedChain {
  readonly #app: GonkaApp;
  readonly #people: readonly Sender[];
  #sequence = 1n;
  #round = 0;

  constructor(backend: Backend, people: number) {
    this.#people = Array.from({ length: people }, (_, i) => sender(i));
    const store = { backend, pruning: { keepRecent: 10, interval: 10 } };
    this.#app = createGonkaApp({ profile: proposal, bech32Prefix: 'gonka', denom: 'ngonka', ante: sdkAnte, store });
    this.#app.initChain({
      chainId,
      time: 1_800_000_000n * second,
      appState: genesisOf(this.#people),
      profile: proposal.name,
    });
    this.block([]);
  }

  runTo(height: bigint): void {
    while (this.#app.info.lastHeight < height) this.block([]);
  }

  /** Transactions that nobody has seen, for a chain whose last block is committed. */
  sign(messageOf: MessageOf): SignedTx[] {
    this.#round += 1;
    return this.#people.map((who, account) =>
      signedTx(who, { account, sequence: this.#sequence }, messageOf(who.address, this.#round)),
    );
  }

  check(txs: readonly SignedTx[]): void {
    for (const { tx } of txs) assertGood(this.#app.checkTx(tx));
  }

  block(signed: readonly SignedTx[]): void {
    const height = this.#app.info.lastHeight + 1n;
    const txs = signed.map(({ tx }) => tx);
    const { txResults } = this.#app.finalizeBlock({ height, time: (1_800_000_000n + height) * second, txs });
    this.#app.commit();
    for (const result of txResults) assertGood(result);
    if (signed.length > 0) this.#sequence += 1n;
  }

  flush(): Promise<void> {
    return this.#app.flush();
  }
}

function assertGood({ code, log }: TxResult): void {
  if (code !== 0) throw new Error(log);
}

function genesisOf(people: readonly Sender[]) {
  const accounts = people.map(({ address, publicKey }, i) => ({
    '@type': '/cosmos.auth.v1beta1.BaseAccount',
    address,
    pub_key: { '@type': secp256k1Type, key: Buffer.from(publicKey).toString('base64') },
    account_number: String(i),
    sequence: '1',
  }));
  const others = Array.from({ length: bystanders }, (_, i) => {
    const bytes = new Uint8Array(20);
    new DataView(bytes.buffer).setUint32(0, Math.imul(i, 0x9e37_79b1));
    return toAddress('gonka', bytes);
  });
  const defaults = defaultParams();
  const params = { ...defaults, epochParams: { ...defaults.epochParams!, epochLength, pocStageDuration } };
  const inference = {
    ...defaultGenesis(),
    profile: proposal.name,
    params: toProtoJson(Params, params),
    model_list: [{ proposed_by: 'genesis', id: 'qwen', units_of_compute_per_token: '1', throughput_per_nonce: '10' }],
    participant_list: others.map((address) => ({ index: address, address, status: 'ACTIVE' })),
    hardware_nodes_list: people.map(({ address }) => ({
      participant: address,
      hardware_nodes: Array.from({ length: 5 }, (_, i) => ({ ...nodeJson(i) })),
    })),
  };
  return { auth: { params: authParams, accounts }, inference };
}

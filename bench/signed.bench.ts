import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secp256k1 } from '@cosmjs/crypto';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { sdkAnte } from '../src/app/ante/sdkAnte.js';
import { createGonkaApp, type GonkaApp } from '../src/app/gonkaApp.js';
import { readPubKey, secp256k1Type } from '../src/app/signatures/pubKey.js';
import type { TxResult } from '../src/app/txResult.js';
import { MsgSubmitHardwareDiff } from '../src/gen/inference/inference/tx.js';
import { defaultGenesis } from '../src/module/genesis/initGenesis.js';
import { proposal } from '../src/module/profiles.js';
import type { Backend } from '../src/store/backend.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { proto } from '../src/types/codec.js';
import { toAddress } from '../src/util/address.js';
import { secp256k1Engine, signSecp256k1 } from '../src/util/secp256k1.js';
import { packed } from '../test/sim/actions.js';
import { compare } from './harness.js';

// A block of 1,000 signed MsgSubmitHardwareDiff, each from somebody else, with all checks of the deployed chain: every
// sender has five nodes and changes two of them. The store holds 20,000 participants more.

const senders = 1000;
const bystanders = 20_000;
const chainId = 'bench-1';
const second = 1_000_000_000n;

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

const node = (i: number, port: number) => ({
  localId: `node${i}`,
  status: 1,
  models: ['qwen'],
  hardware: [{ type: 'NVIDIA H100 80GB', count: 8 }],
  host: 'node.example.com',
  port: String(port),
});

/** A transaction and what its signature covers; `round` makes it one never seen before. */
function signedDiff(
  { address, publicKey, privateKey }: Sender,
  facts: { account: number; sequence: bigint; round: number },
) {
  const { account, sequence, round } = facts;
  const newOrModified = [node(1, 8080 + round), node(3, 8080 + round)];
  const messages = [packed(MsgSubmitHardwareDiff, { creator: address, newOrModified })];
  const bodyBytes = proto(TxBody).encode(TxBody.fromPartial({ messages }));
  const signerInfo = { publicKey: packedKey(publicKey), modeInfo: { single: { mode: 1 } }, sequence };
  const signed = AuthInfo.fromPartial({ signerInfos: [signerInfo], fee: { gasLimit: 500_000n } });
  const authInfoBytes = proto(AuthInfo).encode(signed);
  const message = proto(SignDoc).encode({ bodyBytes, authInfoBytes, chainId, accountNumber: BigInt(account) });
  const signature = signSecp256k1(message, privateKey);
  return {
    tx: proto(TxRaw).encode({ bodyBytes, authInfoBytes, signatures: [signature] }),
    message,
    signature,
    publicKey,
  };
}

type SignedDiff = ReturnType<typeof signedDiff>;

function chainOf(people: readonly Sender[], backend: Backend): GonkaApp {
  const store = { backend, pruning: { keepRecent: 10, interval: 10 } };
  const app = createGonkaApp({ profile: proposal, bech32Prefix: 'gonka', denom: 'ngonka', ante: sdkAnte, store });
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
  const inference = {
    ...defaultGenesis(),
    profile: proposal.name,
    model_list: [{ proposed_by: 'genesis', id: 'qwen', units_of_compute_per_token: '1', throughput_per_nonce: '10' }],
    participant_list: others.map((address) => ({ index: address, address, status: 'ACTIVE' })),
    hardware_nodes_list: people.map(({ address }) => ({
      participant: address,
      hardware_nodes: Array.from({ length: 5 }, (_, i) => ({ ...nodeJson(i) })),
    })),
  };
  app.initChain({
    chainId,
    time: 1_800_000_000n * second,
    appState: { auth: { params: authParams, accounts }, inference },
    profile: proposal.name,
  });
  app.finalizeBlock({ height: 1n, time: 1_800_000_001n * second, txs: [] });
  app.commit();
  return app;
}

const nodeJson = (i: number) => ({ ...node(i, 80), localId: undefined, local_id: `node${i}`, status: 'INFERENCE' });

/** All sign once in every round, and a block makes their sequences go on. */
class Round {
  readonly #app: GonkaApp;
  readonly #people: readonly Sender[];
  #sequence = 1n;
  #round = 0;

  constructor(app: GonkaApp, people: readonly Sender[]) {
    this.#app = app;
    this.#people = people;
  }

  /** Transactions that nobody has seen, for a chain whose last block is committed. */
  sign(): SignedDiff[] {
    this.#round += 1;
    return this.#people.map((who, i) => signedDiff(who, { account: i, sequence: this.#sequence, round: this.#round }));
  }

  check(diffs: readonly SignedDiff[]): void {
    for (const { tx } of diffs) assertGood(this.#app.checkTx(tx));
  }

  block(diffs: readonly SignedDiff[]): void {
    const height = this.#app.info.lastHeight + 1n;
    const txs = diffs.map(({ tx }) => tx);
    const { txResults } = this.#app.finalizeBlock({ height, time: (1_800_000_000n + height) * second, txs });
    this.#app.commit();
    for (const result of txResults) assertGood(result);
    if (diffs.length > 0) this.#sequence += 1n;
  }
}

function assertGood({ code, log }: TxResult): void {
  if (code !== 0) throw new Error(log);
}

async function main(app: GonkaApp, people: readonly Sender[]): Promise<void> {
  const round = new Round(app, people);
  const prepare = async (): Promise<SignedDiff[]> => {
    await app.flush();
    round.block([]); // also makes CheckTx forget what it let in
    return round.sign();
  };
  const checked = async (): Promise<SignedDiff[]> => {
    const diffs = await prepare();
    round.check(diffs);
    return diffs;
  };
  const block = (diffs: readonly SignedDiff[]) => round.block(diffs);
  await compare(
    `a block of ${senders} signed hardware diffs, signatures by ${secp256k1Engine().name}, in LevelDB`,
    [
      {
        name: 'their signatures alone',
        prepare,
        run(diffs) {
          for (const { message, signature, publicKey } of diffs)
            secp256k1Engine().verify(message, signature, publicKey);
        },
      },
      { name: 'CheckTx of each', prepare, run: (diffs) => round.check(diffs) },
      { name: 'the block and its commit, after CheckTx', prepare: checked, run: block },
      { name: 'the block and its commit, never seen before', prepare, run: block },
    ],
    { beside: { 'target (performance.md, b)': 180, stretch: 80, 'Go, goleveldb': 306 } },
  );
}

const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
const backend = await openLevelBackend(directory);
const people = Array.from({ length: senders }, (_, i) => sender(i));
const app = chainOf(people, backend);
await main(app, people);
await app.flush();
await backend.close();
rmSync(directory, { recursive: true });

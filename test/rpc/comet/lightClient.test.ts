import { createHash, createPublicKey, verify } from 'node:crypto';
import { iavlSpec, ics23, tendermintSpec, verifyMembership, verifyNonMembership } from '@confio/ics23';
import { fromBase64, fromHex, toUtf8 } from '@cosmjs/encoding';
import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { BlockID } from 'cosmjs-types/tendermint/types/types';
import { SimpleValidator } from 'cosmjs-types/tendermint/types/validator';
import { Consensus } from 'cosmjs-types/tendermint/version/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Node } from '../../../src/node/node.js';
import { type CometServer, startCometServer } from '../../../src/rpc/comet/server.js';
import { addressBytes } from '../../../src/util/address.js';
import { alice } from '../../app/ante/signing.js';
import { devGenesis, devNode, sendTx } from '../../node/devChain.js';
import { ask } from '../../parity/exchanges.js';

// A light client of its own, which trusts nothing but what the RPC sends: it shares no code with the node.

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
type Json = any;

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (text: string): Uint8Array => fromHex(text.toLowerCase());

function merkle(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return sha256();
  if (items.length === 1) return sha256(Uint8Array.of(0), items[0]!);
  let split = 1;
  while (split * 2 < items.length) split *= 2;
  return sha256(Uint8Array.of(1), merkle(items.slice(0, split)), merkle(items.slice(split)));
}

const varint = (value: bigint): number[] =>
  value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
const field = (tag: number, bytes: Uint8Array): Uint8Array =>
  Uint8Array.from([tag, ...varint(BigInt(bytes.length)), ...bytes]);
const wrapped = (bytes: Uint8Array): Uint8Array => (bytes.length === 0 ? bytes : field(10, bytes));

function timestamp(text: string): Timestamp {
  const [, second, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text)!;
  return { seconds: BigInt(Date.parse(`${second}Z`) / 1000), nanos: Number(fraction.padEnd(9, '0')) };
}

const blockId = ({ hash, parts }: Json): Uint8Array =>
  BlockID.encode({
    hash: bytesOf(hash),
    partSetHeader: { total: parts.total, hash: bytesOf(parts.hash) },
  }).finish();

function headerHash(header: Json): string {
  const hashes = ['validators', 'next_validators', 'consensus', 'app', 'last_results', 'evidence'];
  const items = [
    Consensus.encode({ block: BigInt(header.version.block), app: BigInt(header.version.app ?? 0) }).finish(),
    wrapped(toUtf8(header.chain_id)),
    Uint8Array.from([8, ...varint(BigInt(header.height))]),
    Timestamp.encode(timestamp(header.time)).finish(),
    blockId(header.last_block_id),
    wrapped(bytesOf(header.last_commit_hash)),
    wrapped(bytesOf(header.data_hash)),
    ...hashes.map((name) => wrapped(bytesOf(header[`${name}_hash`]))),
    wrapped(bytesOf(header.proposer_address)),
  ];
  return hex(merkle(items));
}

const validatorsHash = (validators: readonly Json[]): string =>
  hex(
    merkle(
      validators.map(({ pub_key, voting_power }) =>
        SimpleValidator.encode({
          pubKey: { ed25519: fromBase64(pub_key.value) },
          votingPower: BigInt(voting_power),
        }).finish(),
      ),
    ),
  );

const fixed64 = (tag: number, value: bigint): Uint8Array => {
  const bytes = Buffer.alloc(9);
  bytes[0] = tag;
  bytes.writeBigInt64LE(value, 1);
  return bytes;
};

/** What a validator signs: a precommit, with its length first. */
function signBytes(chainId: string, commit: Json, signature: Json): Uint8Array {
  const parts = [
    Uint8Array.of(8, 2),
    fixed64(0x11, BigInt(commit.height)),
    ...(commit.round === 0 ? [] : [fixed64(0x19, BigInt(commit.round))]),
    field(0x22, blockId(commit.block_id)),
    field(0x2a, Timestamp.encode(timestamp(signature.timestamp)).finish()),
    field(0x32, toUtf8(chainId)),
  ];
  const vote = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.from(varint(BigInt(vote.length))), vote]);
}

function isSigned(key: string, message: Uint8Array, signature: string): boolean {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), fromBase64(key)]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, message, publicKey, fromBase64(signature));
}

describe('a light client', () => {
  let node: Node;
  let server: CometServer;

  beforeAll(async () => {
    node = await devNode({ genesis: devGenesis({ powers: [10n, 7n, 5n] }) });
    node.broadcast(sendTx(0));
    node.mine(5);
    server = await startCometServer(node);
  });
  afterAll(async () => {
    await server.close();
    await node.stop();
  });

  async function call(method: string, params: Json = {}): Promise<Json> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    return JSON.parse((await ask(server.url, { method: 'POST', path: '/', body })).text).result;
  }
  const at = (height: bigint) => ({ height: String(height) });

  it('finds every header, its validators and their votes in order', async () => {
    let before: Json;
    for (let height = 1n; height <= node.height; height++) {
      const { signed_header: signed, canonical } = await call('commit', at(height));
      const { header, commit } = signed;
      const { validators } = await call('validators', at(height));
      expect(canonical).toBe(height < node.height);
      expect(commit.block_id.hash).toBe(headerHash(header));
      expect(header.validators_hash).toBe(validatorsHash(validators));
      let power = 0n;
      for (const [index, signature] of commit.signatures.entries()) {
        if (signature.block_id_flag !== 2) continue;
        const { address, pub_key, voting_power } = validators[index];
        expect(signature.validator_address).toBe(address);
        expect(isSigned(pub_key.value, signBytes(header.chain_id, commit, signature), signature.signature)).toBe(true);
        power += BigInt(voting_power);
      }
      const total = validators.reduce((sum: bigint, { voting_power }: Json) => sum + BigInt(voting_power), 0n);
      expect(power * 3n).toBeGreaterThan(total * 2n);
      if (before !== undefined) {
        expect(header.last_block_id).toEqual(before.commit.block_id);
        expect(header.validators_hash).toBe(before.header.next_validators_hash);
      }
      before = signed;
    }
  });

  it('finds the transactions of a block under its data hash', async () => {
    const { block } = await call('block', at(2n));
    const hashes = block.data.txs.map((tx: string) => sha256(fromBase64(tx)));
    expect(hashes).toHaveLength(1);
    expect(block.header.data_hash).toBe(hex(merkle(hashes)));
  });

  /** The state root that both steps of a store proof lead to. */
  async function prove(store: string, key: Uint8Array, height: bigint) {
    const params = { path: `/store/${store}/key`, data: hex(key), prove: true, ...at(height) };
    const { response } = await call('abci_query', params);
    const [iavl, simple] = response.proofOps.ops.map(({ data }: Json) =>
      ics23.CommitmentProof.decode(fromBase64(data)),
    );
    const root = simple.exist.value as Uint8Array;
    const { header } = await call('header', at(height + 1n));
    const appHash = bytesOf(header.app_hash);
    expect(verifyMembership(simple, tendermintSpec, appHash, toUtf8(store), root)).toBe(true);
    return { iavl, root, value: response.value };
  }

  it('finds what is in a store, and what is not, under the next header', async () => {
    const height = node.height - 1n;
    const account = Uint8Array.of(1, ...addressBytes(alice.address));
    const present = await prove('acc', account, height);
    expect(verifyMembership(present.iavl, iavlSpec, present.root, account, fromBase64(present.value))).toBe(true);
    const nobody = Uint8Array.of(1, ...new Uint8Array(20).fill(9));
    const absent = await prove('acc', nobody, height);
    expect(absent.value).toBeNull();
    expect(verifyNonMembership(absent.iavl, iavlSpec, absent.root, nobody)).toBe(true);
  });
});

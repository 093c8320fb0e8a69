import { Secp256k1, Secp256k1Signature } from '@cosmjs/crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  agentPayload,
  developerPayload,
  requireSigned,
  requireSignedIfPresent,
} from '../../src/keeper/requestSignatures.js';
import { bytesToBase64, hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';
import { failure } from '../util/failure.js';

const request = { originalPrompt: 'hello', requestTimestamp: 1000n, transferAgent: 'agent', executor: 'executor' };
const order = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n;
let publicKey: Uint8Array;
let signature: string;
let mirrored: string;

beforeAll(async () => {
  const { privkey, pubkey } = await Secp256k1.makeKeypair(sha256(utf8ToBytes('developer')));
  publicKey = Secp256k1.compressPubkey(pubkey);
  const made = await Secp256k1.createSignature(sha256(utf8ToBytes(developerPayload(request))), privkey);
  signature = bytesToBase64(made.toFixedLength().slice(0, 64));
  const s = order - BigInt(`0x${Buffer.from(made.s(32)).toString('hex')}`);
  const other = new Secp256k1Signature(made.r(32), hexToBytes(s.toString(16).padStart(64, '0')));
  mirrored = bytesToBase64(other.toFixedLength());
});

describe('signatures of a request', () => {
  it('cover the prompt, the time, the agent, and for agents the executor', () => {
    expect([developerPayload(request), agentPayload(request)]).toEqual(['hello1000agent', 'hello1000agentexecutor']);
  });

  it('are good by any of the keys', () => {
    const other = Uint8Array.of(2, ...Buffer.alloc(32, 9));
    requireSigned(developerPayload(request), signature, [other, publicKey], 'dev');
  });

  it.each([
    ['over something else', () => requireSigned('hello', signature, [publicKey], 'dev')],
    ['by nobody', () => requireSigned(developerPayload(request), signature, [], 'dev')],
    ['by no key', () => requireSigned(developerPayload(request), signature, [Uint8Array.of(1)], 'dev')],
    ['mirrored', () => requireSigned(developerPayload(request), mirrored, [publicKey], 'dev')],
    ['of another form', () => requireSigned(developerPayload(request), 'AAAA', [publicKey], 'dev')],
  ])('are refused %s', (_, check) => {
    expect(failure(check)).toBe('inference/1132');
  });

  it('are looked at only when there are any, in profile proposal', () => {
    requireSignedIfPresent('x', 'a name', [], 'dev');
    requireSignedIfPresent('x', '', [], 'transfer');
    expect(failure(() => requireSignedIfPresent('x', signature, [publicKey], 'dev'))).toBe('inference/1132');
  });
});

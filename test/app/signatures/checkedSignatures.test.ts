import { describe, expect, it } from 'vitest';
import { isSigned, signatureChecks } from '../../../src/app/signatures/checkedSignatures.js';
import { readPubKey } from '../../../src/app/signatures/pubKey.js';
import { utf8ToBytes } from '../../../src/util/bytes.js';
import { alice, chainWithAnte, person, runBlock, send, sign, signedTx } from '../ante/signing.js';

const counted = (work: () => void): number => {
  const before = signatureChecks().curveOperations;
  work();
  return signatureChecks().curveOperations - before;
};

describe('checked signatures', () => {
  it('are checked once, good ones and bad ones', () => {
    const { privateKey, pubKey } = person(7);
    const key = readPubKey(pubKey);
    const publicKey = key?.kind === 'secp256k1' ? key.key : new Uint8Array(0);
    const message = utf8ToBytes('a message');
    const signature = sign(privateKey, message);
    const bad = signature.with(0, signature[0]! ^ 1);
    const answers = () => [signature, bad].map((one) => isSigned(message, one, publicKey));
    expect(counted(() => expect(answers()).toEqual([true, false]))).toBe(2);
    expect(counted(() => expect(answers()).toEqual([true, false]))).toBe(0);
  });

  it('cost the block nothing that CheckTx has paid', () => {
    const app = chainWithAnte();
    const tx = signedTx({ body: { messages: [send(3n)], memo: 'once' }, signers: [{ who: alice }] });
    expect(counted(() => expect(app.checkTx(tx).code).toBe(0))).toBe(1);
    expect(counted(() => expect(runBlock(app, tx)[0]!.code).toBe(0))).toBe(0);
  });

  it('say by which library', () => {
    expect(['native', 'node', 'noble']).toContain(signatureChecks().engine);
  });
});

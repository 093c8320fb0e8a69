import { baseOf, withBase } from '../../sdk/auth/account.js';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { addressBytes } from '../../util/address.js';
import { bytesToBase64, equalBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { goPanic, indexOutOfRange } from '../goPanics.js';
import { readPubKey } from '../signatures/pubKey.js';
import { signatureBytes } from '../signatures/signatureData.js';
import type { IsImpersonated, SdkAnteCheck } from './anteCheck.js';
import { requireAccount } from './signers.js';

/**
 * Gives accounts their public keys when they sign for the first time, and emits what transactions are found by: sequence
 * (where there is an order) and signature of each signer. A key that is not the signer's own: sdk 8.
 */
export const setPubKeys =
  (isImpersonated: IsImpersonated): SdkAnteCheck =>
  (ctx, { auth }, tx, mode) => {
    const { signers } = tx;
    tx.authInfo.signerInfos.forEach(({ publicKey }, index) => {
      const signer = signers[index];
      if (signer === undefined) throw indexOutOfRange(index, signers.length);
      if ((publicKey === undefined && mode !== 'simulate') || isImpersonated(signer)) return;
      const key = publicKey && readPubKey(publicKey);
      if (publicKey !== undefined && key === undefined) {
        throw goPanic(`interface conversion: ${publicKey.typeUrl} is no public key that can sign`);
      }
      if (mode !== 'simulate' && !equalBytes(key!.address, addressBytes(signer))) {
        const text = `pubKey does not match signer address ${signer} with signer index: ${index}`;
        throw new CodedError(sdkErrors.invalidPubKey, text);
      }
      const account = requireAccount(auth, signer);
      const base = baseOf(account);
      if (base.pubKey === undefined && publicKey !== undefined)
        auth.set(withBase(account, { ...base, pubKey: publicKey }));
    });
    tx.signatures.forEach(({ data, sequence }, index) => {
      if (!tx.body.unordered) ctx.emit(event('tx', { acc_seq: `${signers[index]}/${sequence}` }));
      for (const bytes of signatureBytes(data)) ctx.emit(event('tx', { signature: bytesToBase64(bytes) }));
    });
  };

import { signersOf } from '../decodeTx.js';
import type { GonkaKeepers } from '../gonkaKeepers.js';
import type { AnteCheck } from '../runTx.js';

/** Fee, public key and sequence without a check: what a node's ante checks do to the state of a good transaction. */
export const bareAnte: readonly AnteCheck<GonkaKeepers>[] = [
  (_ctx, { auth, bank }, { authInfo, messages }) => {
    const signers = [...new Set(messages.flatMap(signersOf))];
    const coins = (authInfo.fee?.amount ?? []).map(({ denom, amount }) => ({ denom, amount: BigInt(amount) }));
    if (coins.length > 0) bank.sendToModule(authInfo.fee!.granter || signers[0]!, 'fee_collector', coins);
    for (const [index, signer] of signers.entries()) {
      if (!auth.has(signer)) continue;
      const key = authInfo.signerInfos[index]?.publicKey;
      if (key && auth.pubKey(signer) === undefined) auth.setPubKey(signer, key);
      auth.incrementSequence(signer);
    }
  },
];

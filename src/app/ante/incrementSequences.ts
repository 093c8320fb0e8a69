import type { SdkAnteCheck } from './anteCheck.js';

/** Moves every signer's sequence on, also when the messages fail afterwards. Unordered transactions have none. */
export const incrementSequences: SdkAnteCheck = (_ctx, { auth }, tx) => {
  if (tx.body.unordered) return;
  for (const signer of tx.signers) auth.incrementSequence(signer);
};

import type { AuthKeeper } from '../../sdk/auth/keeper.js';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { DecodedTx } from '../decodeTx.js';
import type { TxMode } from '../txResult.js';
import { timeoutOf } from './timeout.js';

/** How far ahead an unordered transaction may time out, in nanoseconds: ten minutes. */
const longestTimeout = 600_000_000_000n;
/** Gas of an unordered transaction, for what the chain must remember (SDK 0.53's default). */
const unorderedGas = 2240n;

/** Remembers sender and timeout of an unordered transaction, which may not come again; refusals are sdk 18. */
export function useUnorderedNonce<K>({ block, gas }: Context, auth: AuthKeeper, tx: DecodedTx<K>, mode: TxMode): void {
  const timeout = timeoutOf(tx.body);
  if (timeout === undefined) throw refused('unordered transaction must have timeout_timestamp set');
  if (timeout < block.time) throw refused('unordered transaction has a timeout_timestamp that has already passed');
  if (timeout > block.time + longestTimeout) throw refused('unordered tx ttl exceeds 10m0s');
  gas.consume(unorderedGas, 'unordered tx');
  if (mode === 'simulate') return;
  for (const signer of tx.signers) {
    if (auth.addUnorderedNonce(signer, timeout)) continue;
    throw refused(`failed to add unordered nonce: sender ${signer} has already used timeout ${timeout}`);
  }
}

const refused = (text: string): CodedError => new CodedError(sdkErrors.invalidRequest, text);

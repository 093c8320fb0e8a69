import type { IndexedTx } from '../../../node/blockRecord.js';
import { txHash } from '../../../types/comet/txs.js';
import { equalBytes } from '../../../util/bytes.js';
import { internalError } from '../errors.js';
import { txBytes } from '../params.js';
import { type CometEnv, callRoute } from '../route.js';
import { int, jsonText, upperHex } from '../shapes/json.js';
import { noTxResult, txResultJson } from '../shapes/results.js';
import { broadcast } from './broadcastTx.js';

/** Hands a transaction in and answers when it is in a block; one that the application refuses is answered at once. */
export const broadcastTxCommit = callRoute({
  name: 'broadcast_tx_commit',
  params: { tx: txBytes },
  async handle(env, { tx }) {
    const hash = txHash(tx);
    const included = waitFor(env, hash);
    try {
      const check = broadcast(env.node, tx, (text) => `error on broadcastTxCommit: ${text}`);
      const found = check.code === 0 ? await included.tx : undefined;
      return jsonText({
        check_tx: txResultJson(check),
        tx_result: found === undefined ? noTxResult : txResultJson(found.result),
        hash: upperHex(hash),
        height: int(found?.height ?? 0n),
      });
    } finally {
      included.stop();
    }
  },
});

/** Listens for a transaction from now on; gives up after the time that the limits allow. */
function waitFor({ node, limits }: CometEnv, hash: Uint8Array): { tx: Promise<IndexedTx>; stop(): void } {
  let stop = (): void => {};
  const tx = new Promise<IndexedTx>((resolve, reject) => {
    const stopListening = node.events.subscribe(({ event }) => {
      if (event.type === 'Tx' && equalBytes(event.tx.hash, hash)) resolve(event.tx);
    });
    const giveUp = () => reject(internalError('timed out waiting for tx to be included in a block'));
    const timer = setTimeout(giveUp, limits.commitWait);
    stop = () => {
      clearTimeout(timer);
      stopListening();
    };
  });
  return { tx, stop };
}

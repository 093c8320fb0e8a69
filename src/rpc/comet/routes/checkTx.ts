import { txBytes } from '../params.js';
import { callRoute } from '../route.js';
import { jsonText } from '../shapes/json.js';
import { txResultJson } from '../shapes/results.js';

/** What the application says of a transaction, which does not enter the mempool; a sequence is used up all the same. */
export const checkTx = callRoute({
  name: 'check_tx',
  params: { tx: txBytes },
  handle: ({ node }, { tx }) => jsonText(txResultJson(node.app.checkTx(tx))),
});

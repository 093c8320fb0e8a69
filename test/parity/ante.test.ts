import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GasPrice } from '../../src/app/ante/deductFee.js';
import { sdkAnteWith } from '../../src/app/ante/sdkAnte.js';
import { startCometServer } from '../../src/rpc/comet/server.js';
import * as dec from '../../src/util/legacyDec.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { ask, type Because, type Compared, compare, rowsOf, scoreByRoute } from './exchanges.js';
import { holdToPage } from './parityPage.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

/** What clients were told who handed in good and bad transactions: the node's checks, its mempool and its RPC. */
describe.skipIf(!haveVectors)('transactions handed in to the recorded node', () => {
  const compared: Compared[] = [];

  beforeAll(async () => {
    const minGasPrices: GasPrice[] = [];
    const node = new RecordedNode(recordingFiles(), sdkAnteWith({ minGasPrices }));
    const server = await startCometServer(node, { corsOrigins: [] });
    for (const row of rowsOf(join(vectorsFolder, 'live/ante.jsonl'))) {
      const { name, tx, check_tx: told, check_tx_full: full } = row;
      node.advanceTo(heightOf(row));
      minGasPrices.splice(0, Number.POSITIVE_INFINITY, ...pricesOf(name, minGasPrices));
      const put = async (method: string, answer: Row): Promise<void> => {
        const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { tx } });
        const headers = { 'content-type': 'application/json' };
        const asked = { method: 'POST', path: '/', headers, body };
        const { text } = await ask(server.url, asked);
        const { result, error } = JSON.parse(text);
        const [unknown, shown] = [{ status: 0, contentType: 'not recorded', cacheControl: 'not recorded' }, error];
        const mine = { ...unknown, text: JSON.stringify(shown ? { rpc_error: shown } : result) };
        const route = answer.rpc_error ? `${method}:rpc_error` : method;
        compared.push(compare({ name, route, asked, answer: { ...unknown, text: JSON.stringify(answer) } }, mine));
      };
      await put('broadcast_tx_sync', told);
      if (full) await put('check_tx', full);
    }
    await server.close();
  });

  it('are answered as alike as docs/PARITY-NODE.md says', () => {
    expect(compared.length).toBeGreaterThan(0);
    holdToPage('ante', 'Transactions handed in (live/ante.jsonl)', scoreByRoute(compared, because));
  });
});

/** A sign mode that a program shows to a human reads what coins are called, which costs gas. */
const because: Because = ({ exchange: { name }, where }) => {
  if (where.includes('\\nstack:')) return 'a stack in the code of the real application';
  return name.startsWith('sign mode textual') && where.startsWith('.gas_used')
    ? 'SIGN_MODE_TEXTUAL is not rendered'
    : undefined;
};

/** Cases of a node that wants a price begin with it. */
function pricesOf(name: string, before: readonly GasPrice[]): readonly GasPrice[] {
  if (!name.startsWith('min gas price')) return [];
  const price = /^min gas price (\d+)([a-z]+):/.exec(name);
  return price ? [{ denom: price[2]!, amount: dec.fromInt(BigInt(price[1]!)) }] : before;
}

/** Where the real node stood when it checked a transaction. */
function heightOf({ height, delivered }: Row): bigint {
  return BigInt(delivered ? delivered.height - 1 : height);
}

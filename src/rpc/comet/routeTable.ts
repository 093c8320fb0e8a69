import type { Route } from './route.js';
import { abciInfo } from './routes/abciInfo.js';
import { abciQuery } from './routes/abciQuery.js';
import { block, blockByHash } from './routes/block.js';
import { blockchain } from './routes/blockchain.js';
import { blockResults } from './routes/blockResults.js';
import { blockSearch } from './routes/blockSearch.js';
import { broadcastEvidence } from './routes/broadcastEvidence.js';
import { broadcastTxAsync, broadcastTxSync } from './routes/broadcastTx.js';
import { broadcastTxCommit } from './routes/broadcastTxCommit.js';
import { checkTx } from './routes/checkTx.js';
import { commit } from './routes/commit.js';
import { consensusParams } from './routes/consensusParams.js';
import { consensusState, dumpConsensusState } from './routes/consensusState.js';
import { genesis, genesisChunked } from './routes/genesis.js';
import { header, headerByHash } from './routes/header.js';
import { health } from './routes/health.js';
import { netInfo } from './routes/netInfo.js';
import { status } from './routes/status.js';
import { subscribe, unsubscribe, unsubscribeAll } from './routes/subscribe.js';
import { tx } from './routes/tx.js';
import { txSearch } from './routes/txSearch.js';
import { numUnconfirmedTxs, unconfirmedTxs } from './routes/unconfirmedTxs.js';
import { validators } from './routes/validators.js';

/** All methods of CometBFT 0.38, in the order of its listing. Its unsafe ones are not there, as on any public node. */
export const routes: readonly Route[] = [
  abciInfo,
  abciQuery,
  block,
  blockByHash,
  blockResults,
  blockSearch,
  blockchain,
  broadcastEvidence,
  broadcastTxAsync,
  broadcastTxCommit,
  broadcastTxSync,
  checkTx,
  commit,
  consensusParams,
  consensusState,
  dumpConsensusState,
  genesis,
  genesisChunked,
  header,
  headerByHash,
  health,
  netInfo,
  numUnconfirmedTxs,
  status,
  subscribe,
  tx,
  txSearch,
  unconfirmedTxs,
  unsubscribe,
  unsubscribeAll,
  validators,
];

const byName: ReadonlyMap<string, Route> = new Map(routes.map((route) => [route.name, route]));

export const routeOf = (name: string): Route | undefined => byName.get(name);

/** The page at `/`: every method with its parameters, as a link to where the client already is. */
export function listing(host: string): string {
  const links = routes.map(({ name, params }) => {
    const query = Object.keys(params).map((param) => `${param}=_`);
    const url = `//${host}/${name}?${query.join('&')}`.replace(/[<>"]/g, encodeURIComponent);
    return `<a href="${url}">${url}</a></br>`;
  });
  return `<html><body><br>Available endpoints:<br><br>Endpoints that require arguments:<br>${links.join('')}</body></html>`;
}

import {
  type GetTxRequest,
  type GetTxResponse,
  type GetTxsEventRequest,
  type GetTxsEventResponse,
  OrderBy,
} from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { plainError } from '../../types/errors.js';
import { internal, invalidArgument, notFound } from '../../types/queryStatus.js';
import { hexToBytes, utf8ToLatin1 } from '../../util/bytes.js';
import type { CodedError } from '../../util/errors.js';
import { type EventQuery, faultOf, parseEventQuery } from '../eventQuery.js';
import type { Node } from '../node.js';
import { cometPage } from './pages.js';
import { toTx, txResponse } from './txResponse.js';

/** A transaction by its hash. */
export function getTx(node: Node, { hash }: GetTxRequest): GetTxResponse {
  if (hash === '') throw invalidArgument('tx hash cannot be empty');
  const fault = hexFault(hash);
  if (fault !== undefined) throw plainError(fault);
  const found = node.txs.byHash(hexToBytes(hash));
  if (found === undefined) throw notFound(`tx not found: ${hash}`);
  return { tx: toTx(found.tx), txResponse: txResponse(node, found) };
}

/** What Go says of a text that is no hex; undefined when it is. */
function hexFault(text: string): string | undefined {
  const stranger = /[^0-9a-fA-F]/.exec(utf8ToLatin1(text))?.[0];
  if (stranger === undefined) return text.length % 2 === 0 ? undefined : 'encoding/hex: odd length hex string';
  const code = stranger.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `encoding/hex: invalid byte: U+${code}${isPrintable(stranger) ? ` '${stranger}'` : ''}`;
}

const isPrintable = (character: string): boolean => /[\x20-\x7e\xa1-\xac\xae-\xff]/.test(character);

const defaultLimit = 100;

/** Transactions by their events, a page of them. */
export function getTxsEvent(node: Node, { query, orderBy, page, limit }: GetTxsEventRequest): GetTxsEventResponse {
  if (query === '') throw internal('query cannot be empty');
  const order = orderBy === OrderBy.ORDER_BY_DESC ? 'descending' : 'ascending';
  const all = node.txs.search(readQuery(query), order);
  const shown = cometPage(all, Number(page) || 1, Number(limit) || defaultLimit, searchFault);
  return {
    txs: shown.map(({ tx }) => toTx(tx)),
    txResponses: shown.map((tx) => txResponse(node, tx)),
    total: BigInt(all.length),
  };
}

const searchFault = (text: string): CodedError => internal(`failed to search for txs: ${text}`);

function readQuery(query: string): EventQuery {
  try {
    return parseEventQuery(query);
  } catch (error) {
    throw searchFault(faultOf(error));
  }
}

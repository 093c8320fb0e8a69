import {
  BroadcastTxRequest,
  BroadcastTxResponse,
  GetBlockWithTxsRequest,
  GetBlockWithTxsResponse,
  GetTxRequest,
  GetTxResponse,
  GetTxsEventRequest,
  GetTxsEventResponse,
  SimulateRequest,
  SimulateResponse,
  TxDecodeAminoRequest,
  TxDecodeAminoResponse,
  TxDecodeRequest,
  TxDecodeResponse,
  TxEncodeAminoRequest,
  TxEncodeAminoResponse,
  TxEncodeRequest,
  TxEncodeResponse,
} from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { blockWithTxs } from './blocks.js';
import { broadcastTx } from './broadcastTx.js';
import { getTx, getTxsEvent } from './findTx.js';
import { type NodeRoute, nodeRoute } from './nodeRoute.js';
import { simulateTx } from './simulateTx.js';
import { readAminoTx, readTxBytes, writeAminoTx, writeTxBytes } from './txCodec.js';

const path = (method: string): string => `/cosmos.tx.v1beta1.Service/${method}`;

/** Transactions: tried out, sent, found again, read and written. */
export const txRoutes: readonly NodeRoute[] = [
  nodeRoute(path('Simulate'), [SimulateRequest, SimulateResponse], simulateTx),
  nodeRoute(path('GetTx'), [GetTxRequest, GetTxResponse], getTx),
  nodeRoute(path('BroadcastTx'), [BroadcastTxRequest, BroadcastTxResponse], broadcastTx),
  nodeRoute(path('GetTxsEvent'), [GetTxsEventRequest, GetTxsEventResponse], getTxsEvent),
  nodeRoute(path('GetBlockWithTxs'), [GetBlockWithTxsRequest, GetBlockWithTxsResponse], blockWithTxs),
  nodeRoute(path('TxDecode'), [TxDecodeRequest, TxDecodeResponse], readTxBytes),
  nodeRoute(path('TxEncode'), [TxEncodeRequest, TxEncodeResponse], (_node, request) => writeTxBytes(request)),
  nodeRoute(path('TxEncodeAmino'), [TxEncodeAminoRequest, TxEncodeAminoResponse], (_node, request) =>
    writeAminoTx(request),
  ),
  nodeRoute(path('TxDecodeAmino'), [TxDecodeAminoRequest, TxDecodeAminoResponse], (_node, request) =>
    readAminoTx(request),
  ),
];

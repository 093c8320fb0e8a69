import type { GetNodeInfoResponse } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { bytesToUtf8, emptyBytes, hexToBytes } from '../../util/bytes.js';
import type { Node } from '../node.js';

/** Versions that clients look at before they decide how to speak. */
export const versions = { comet: '0.38.17', sdk: 'v0.53.4', p2p: 8n, block: 11n } as const;

/** What a node with a mempool, evidence and state sync listens to. */
export const channels = hexToBytes('40202122233038606100');

/** Where a node listens for peers. */
export const peerAddress = 'tcp://0.0.0.0:26656';

/** What the node is, in the words of CometBFT and of the SDK. Nothing here speaks to peers. */
export function nodeInfo(node: Node): GetNodeInfoResponse {
  const { app } = node;
  const { chainId, moniker, nodeId } = node.status();
  const version = bytesToUtf8(node.query({ path: '/app/version' }).value ?? emptyBytes);
  return {
    defaultNodeInfo: {
      protocolVersion: { p2p: versions.p2p, block: versions.block, app: 0n },
      defaultNodeId: nodeId,
      listenAddr: peerAddress,
      network: chainId,
      version: versions.comet,
      channels,
      moniker,
      other: { txIndex: 'on', rpcAddress: '' },
    },
    applicationVersion: {
      name: app.name,
      appName: app.name,
      version,
      gitCommit: '',
      buildTags: '',
      goVersion: '',
      buildDeps: [],
      cosmosSdkVersion: versions.sdk,
    },
  };
}

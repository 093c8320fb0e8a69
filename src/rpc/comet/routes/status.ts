import type { StoredBlock } from '../../../node/blockRecord.js';
import { channels, peerAddress, versions } from '../../../node/services/nodeInfo.js';
import { type CometEnv, callRoute } from '../route.js';
import { int, type Json, type JsonText, jsonText, time, upperHex } from '../shapes/json.js';
import { pubKeyJson } from '../shapes/validators.js';

const last = new WeakMap<CometEnv, { readonly block: StoredBlock; readonly text: JsonText }>();

/** The node, its last block and its validator. Asked more often than anything else, so it is written once a block. */
export const status = callRoute({
  name: 'status',
  params: {},
  handle(env) {
    const { node } = env;
    const block = node.blocks.byHeight(node.height)!;
    const known = last.get(env);
    if (known?.block === block) return known.text;
    const text = jsonText(statusJson(env, block));
    last.set(env, { block, text });
    return text;
  },
});

function statusJson({ node, rpcAddress }: CometEnv, latest: StoredBlock): Json {
  const { nodeId, moniker, chainId, validator } = node.status();
  const earliest = node.blocks.byHeight(node.blocks.earliest)!;
  return {
    node_info: {
      protocol_version: { p2p: int(versions.p2p), block: int(versions.block), app: '0' },
      id: nodeId,
      listen_addr: peerAddress,
      network: chainId,
      version: versions.comet,
      channels: upperHex(channels),
      moniker,
      other: { tx_index: 'on', rpc_address: rpcAddress },
    },
    sync_info: { ...blockFields('latest', latest), ...blockFields('earliest', earliest), catching_up: false },
    validator_info: {
      address: upperHex(validator.address),
      pub_key: pubKeyJson(validator.pubKey),
      voting_power: int(validator.power),
    },
  };
}

const blockFields = (which: 'latest' | 'earliest', { block: { header }, blockId }: StoredBlock) => ({
  [`${which}_block_hash`]: upperHex(blockId.hash),
  [`${which}_app_hash`]: upperHex(header.appHash),
  [`${which}_block_height`]: int(header.height),
  [`${which}_block_time`]: time(header.time),
});

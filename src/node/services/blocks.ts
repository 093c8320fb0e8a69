import type {
  GetBlockByHeightRequest,
  GetBlockByHeightResponse,
  GetLatestBlockResponse,
} from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import type { Block as SdkBlock } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/types';
import type { GetBlockWithTxsRequest, GetBlockWithTxsResponse } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import type { Block } from 'cosmjs-types/tendermint/types/block';
import { plainError, sdkErrors } from '../../types/errors.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { toAddress } from '../../util/address.js';
import { CodedError } from '../../util/errors.js';
import type { StoredBlock } from '../blockRecord.js';
import type { Node } from '../node.js';
import { toTx } from './txResponse.js';

/** The bech32 address of a consensus key. */
export const consensusAddress = ({ genesis }: Node, address: Uint8Array): string =>
  toAddress(`${genesis.bech32Prefix}valcons`, address);

/** A height that CometBFT has something for, `last` being the newest; another is refused in its words. */
export function requireHeight({ blocks }: Node, height: bigint, last: bigint): bigint {
  if (height <= 0n) throw plainError(`height must be greater than 0, but got ${height}`);
  if (height > last) {
    throw plainError(`height ${height} must be less than or equal to the current blockchain height ${last}`);
  }
  if (height >= blocks.earliest) return height;
  throw plainError(`height ${height} is not available, lowest height is ${blocks.earliest}`);
}

/** Refuses a height that is yet to come, as the SDK does before it asks CometBFT. */
export function refuseFuture({ height: last }: Node, height: bigint): void {
  if (height > last) throw invalidArgument('requested block height is bigger then the chain length');
}

function requireBlock(node: Node, height: bigint): StoredBlock {
  const found = node.blocks.byHeight(requireHeight(node, height, node.height));
  if (found === undefined) throw plainError(`block at height ${height} is not available`);
  return found;
}

/** A block with its proposer as text, which the SDK shows beside CometBFT's. */
function sdkBlock(node: Node, { header, data, evidence, lastCommit }: Block): SdkBlock {
  const proposerAddress = consensusAddress(node, header.proposerAddress);
  return { header: { ...header, proposerAddress }, data, evidence, ...(lastCommit && { lastCommit }) };
}

function shown(node: Node, { block, blockId }: StoredBlock): GetLatestBlockResponse {
  return { blockId, block, sdkBlock: sdkBlock(node, block) };
}

export const latestBlock = (node: Node): GetLatestBlockResponse => shown(node, requireBlock(node, node.height));

export function blockByHeight(node: Node, { height }: GetBlockByHeightRequest): GetBlockByHeightResponse {
  refuseFuture(node, height);
  return shown(node, requireBlock(node, height));
}

const defaultLimit = 100n;

/** A block with its transactions read, a page of them; the offset is the place in the block, backwards with `reverse`. */
export function blockWithTxs(node: Node, request: GetBlockWithTxsRequest, current: bigint): GetBlockWithTxsResponse {
  const { height, pagination } = request;
  if (height < 1n || height > current) {
    const detail = `requested height ${height} but height must not be less than 1 or greater than the current height ${current}`;
    throw new CodedError(sdkErrors.invalidHeight, detail);
  }
  const { block, blockId } = requireBlock(node, height);
  const { txs } = block.data;
  const { offset = 0n, limit = defaultLimit, reverse = false } = pagination ?? {};
  const total = BigInt(txs.length);
  if (offset >= total && total !== 0n) {
    const detail = `out of range: cannot paginate ${total} txs with offset ${offset} and limit ${limit}`;
    throw new CodedError(sdkErrors.invalidRequest, detail);
  }
  const [from, most] = [Number(offset), Number(limit)];
  // Backwards, the first transaction of a block is never reached: so it is in the SDK.
  const chosen = reverse ? txs.slice(1, from + 1).reverse() : txs.slice(from);
  return {
    txs: chosen.slice(0, most).map(toTx),
    blockId,
    block,
    pagination: { nextKey: new Uint8Array(0), total },
  };
}
